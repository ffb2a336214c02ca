import { checkInteger, checkNumber, tf } from '../../core/index.js';
import { checkClass, classProbability, likeliest, probabilityOf } from './class-score.js';
import type { HeatMap } from './heat-map.js';

/** How the image is covered. */
export interface OcclusionOptions {
  /** Side of the patch in pixels. Default a quarter of the image's height. */
  patch?: number;
  /** Step from patch to patch in pixels. Default half the patch. */
  stride?: number;
  /** What the patch is filled with, in preprocessed values. Default 0, ImageNet's mean color. */
  fill?: number;
  /** The class to explain. Default the most likely one. */
  classIndex?: number;
}

/**
 * Covers the image patch by patch and records how much the class's probability falls: `p(image) − p(image with patch)`.
 * It needs no gradient. A negative value means that the patch hid something that speaks against the class.
 * @param image one preprocessed image, [1, height, width, channels]; stays the caller's
 * @returns one value a patch position, row by row
 */
export function occlusionMap(model: tf.LayersModel, image: tf.Tensor4D, options: OcclusionOptions = {}): HeatMap {
  const [batch, height, width, channels] = image.shape;
  if (batch !== 1) throw new RangeError(`image must have the shape [1, height, width, channels], got [${image.shape.join(', ')}]`);
  const patch = checkInteger('patch', options.patch ?? Math.max(1, Math.floor(height / 4)), { min: 1, max: Math.min(height, width) });
  const stride = checkInteger('stride', options.stride ?? Math.max(1, Math.floor(patch / 2)), { min: 1 });
  const fill = checkNumber('fill', options.fill ?? 0);
  const classIndex = checkClass(model, options.classIndex ?? likeliest(model, image));
  const pixels = image.dataSync() as Float32Array;
  const whole = probabilityOf(model, image, classIndex);
  const [rows, columns] = [positions(height, patch, stride), positions(width, patch, stride)];
  const values = new Float32Array(rows.length * columns.length);
  rows.forEach((top, r) => {
    const covered = new Float32Array(columns.length * pixels.length);
    columns.forEach((left, c) => {
      covered.set(pixels, c * pixels.length);
      for (let y = top; y < top + patch; y++) {
        const from = c * pixels.length + (y * width + left) * channels;
        covered.fill(fill, from, from + patch * channels);
      }
    });
    const probs = tf.tidy(() =>
      classProbability(model, tf.tensor4d(covered, [columns.length, height, width, channels]), classIndex).dataSync(),
    );
    probs.forEach((probability, c) => {
      values[r * columns.length + c] = whole - probability;
    });
  });
  return { height: rows.length, width: columns.length, values };
}

/** Where patches start: every stride, and a last one at the edge, so that every pixel is covered once. */
function positions(size: number, patch: number, stride: number): number[] {
  const last = size - patch;
  const starts = Array.from({ length: Math.floor(last / stride) + 1 }, (_, i) => i * stride);
  return starts.at(-1) === last ? starts : [...starts, last];
}
