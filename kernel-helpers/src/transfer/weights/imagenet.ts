import { fetchDataset } from '../../datasets/index.js';
import type { LayerPlan } from '../architecture.js';
import { fileSource } from './file.js';
import { checkOfficial, hasTop } from './official.js';
import type { WeightSource } from './source.js';

/**
 * Keras's official ImageNet weights: from the cache, or downloaded (58 MB without the top, 553 MB with it) and checked
 * against the published hash.
 * @throws RangeError for another layout than the official one; DownloadError if the file cannot be downloaded
 */
export async function imagenetSource(plan: readonly LayerPlan[]): Promise<WeightSource> {
  const includeTop = hasTop(plan);
  checkOfficial('imagenet', plan);
  const { file } = await fetchDataset(includeTop ? 'vgg16' : 'vgg16-notop');
  return fileSource(file, plan);
}
