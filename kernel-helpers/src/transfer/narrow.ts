import { dataPath, type tf } from '../core/index.js';
import type { Widths } from './architecture.js';
import { vgg16 } from './vgg16.js';

/** Filters of the embedded narrow VGG16: an eighth of the real one's, 230,568 parameters. */
export const narrowWidths: Widths = [8, 16, 32, 64, 64];

/** Side of the images it was trained on, in pixels. */
export const narrowSize = 64;

/** The embedded weights: made by `node scripts/pretrain-narrow-vgg16.mjs` from the MNIST digits 0 to 4. */
export const narrowWeightsFile: string = dataPath('vgg16-narrow-mnist04.weights.h5');

/**
 * The convolutional base of a narrow VGG16: the thirteen convolutions of the real one with an eighth of its filters, small enough to
 * train in a lecture. It has seen the digits 0 to 4 and never a 5, 6, 7, 8 or 9.
 * @param start `'mnist04'` (default) for the trained weights, or a seed for the same network untrained
 * @returns a model from [batch, 64, 64, 3] to [batch, 2, 2, 64]; the caller disposes it
 */
export function narrowVgg16(start: 'mnist04' | number = 'mnist04'): Promise<tf.LayersModel> {
  const layout = { includeTop: false, inputShape: [narrowSize, narrowSize, 3], widths: narrowWidths };
  if (typeof start === 'number') return vgg16({ ...layout, weights: null, seed: start, start: 'heUniform' });
  return vgg16({ ...layout, weights: narrowWeightsFile });
}
