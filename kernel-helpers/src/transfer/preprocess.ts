import { formatValue, tf } from '../core/index.js';

/** Means of ImageNet's blue, green and red, in the order that VGG16's weights were trained with. */
export const vgg16Means = [103.939, 116.779, 123.68] as const;

/**
 * What Keras calls caffe mode: RGB in 0…255 becomes BGR, less ImageNet's mean of each channel; the scale stays.
 *
 * `out[…, 0] = B − 103.939`, `out[…, 1] = G − 116.779`, `out[…, 2] = R − 123.68`
 * @param images [batch, height, width, 3], red first, 0…255
 * @returns a new float32 tensor of the same shape, to be disposed by the caller
 * @throws RangeError for another shape
 */
export function preprocessVgg16(images: tf.Tensor4D): tf.Tensor4D {
  if (!(images instanceof tf.Tensor)) throw new TypeError(`images must be a tensor, got ${formatValue(images)}`);
  if (images.rank !== 4 || images.shape[3] !== 3) {
    throw new RangeError(`images must have the shape [batch, height, width, 3], got [${images.shape.join(', ')}]`);
  }
  return tf.tidy(() => tf.sub(tf.reverse(tf.cast(images, 'float32'), -1), tf.tensor1d([...vgg16Means])) as tf.Tensor4D);
}
