import { fetchDataset } from '../../datasets/index.js';
import type { LayerPlan } from '../architecture.js';
import { vgg16Layers } from '../architecture.js';
import { fileSource } from './file.js';
import type { WeightSource } from './source.js';

/**
 * Keras's official ImageNet weights: from the cache, or downloaded (58 MB without the top, 553 MB with it) and checked
 * against the published hash.
 * @throws RangeError for another layout than the official one; DownloadError where the file cannot be had
 */
export async function imagenetSource(plan: readonly LayerPlan[]): Promise<WeightSource> {
  const includeTop = plan.some((layer) => layer.name === 'fc1');
  const official = vgg16Layers({ includeTop });
  const differing = plan.find((layer, i) =>
    layer.weights.some((weight, k) => weight.shape.join() !== official[i]?.weights[k]?.shape.join()),
  );
  if (differing) {
    const need = includeTop ? 'inputShape [224, 224, 3], the standard widths and 1000 classes' : 'three channels and the standard widths';
    throw new RangeError(`weights 'imagenet' need ${need}: layer '${differing.name}' differs`);
  }
  const { file } = await fetchDataset(includeTop ? 'vgg16' : 'vgg16-notop');
  return fileSource(file, plan);
}
