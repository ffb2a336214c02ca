import { checkInteger, tf } from '../core/index.js';
import type { ImageSet } from '../datasets/index.js';

/**
 * Images as VGG16 wants them before preprocessing: three channels (grey is repeated) and size × size pixels (bilinear), 0…255.
 * @param size side in pixels, at least 32
 * @returns float32 [count, size, size, 3]; the caller disposes it
 */
export function rgbImages(set: ImageSet, size: number): tf.Tensor4D {
  checkInteger('size', size, { min: 32 });
  const [height, width, channels] = set.shape;
  return tf.tidy(() => {
    const images = tf.tensor4d(Float32Array.from(set.pixels), [set.count, height, width, channels]);
    const sized = height === size && width === size ? images : tf.image.resizeBilinear(images, [size, size], false, true);
    return channels === 1 ? tf.tile(sized, [1, 1, 1, 3]) : sized;
  });
}
