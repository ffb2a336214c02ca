/** Labelled images of one size in typed arrays, with a method that makes tensors. */
import { checkInteger, tf } from '../core/index.js';

/** The layout of images and labels that `tensors` makes. */
export interface TensorLayout {
  /** `'image'`: [count, height, width, channels] (default); `'flat'`: [count, height·width·channels]. */
  images?: 'image' | 'flat';
  /** `'oneHot'`: float32 [count, classes] (default), for categorical cross-entropy; `'index'`: float32 [count, 1], for sparse cross-entropy. */
  labels?: 'oneHot' | 'index';
}

/**
 * Images of equal size, one byte for each pixel and channel, each with a class. They hold no tensors, so there is nothing to dispose
 * until `tensors` is called.
 */
export class ImageSet {
  /** [height, width, channels] of every image. */
  readonly shape: readonly [number, number, number];
  /** All pixels, 0 … 255, image by image, row by row, channels last. */
  readonly pixels: Uint8Array;
  /** The class of each image: an index into `classNames`. */
  readonly labels: Uint8Array;
  readonly classNames: readonly string[];

  constructor(parts: Pick<ImageSet, 'shape' | 'pixels' | 'labels' | 'classNames'>) {
    this.shape = parts.shape;
    this.pixels = parts.pixels;
    this.labels = parts.labels;
    this.classNames = parts.classNames;
    if (this.pixels.length !== this.count * this.imageSize) {
      throw new RangeError(
        `pixels must hold ${this.count} images of ${this.shape.join('×')} (${this.count * this.imageSize}), got ${this.pixels.length}`,
      );
    }
  }

  /** The number of images. */
  get count(): number {
    return this.labels.length;
  }

  /** Number of values of an image: height · width · channels. */
  get imageSize(): number {
    const [height, width, channels] = this.shape;
    return height * width * channels;
  }

  /** The pixels of image i, 0 … 255, without a copy. @throws RangeError for an index that does not exist */
  image(i: number): Uint8Array {
    checkInteger('i', i, { min: 0, below: this.count });
    return this.pixels.subarray(i * this.imageSize, (i + 1) * this.imageSize);
  }

  /** How many images each class has, in the order of `classNames`. */
  countByClass(): number[] {
    const counts = this.classNames.map(() => 0);
    for (const label of this.labels) counts[label]!++; // the constructor has checked the labels
    return counts;
  }

  /** The images with these indices, in this order (copied). @throws RangeError for an index that does not exist */
  pick(indices: ArrayLike<number>): ImageSet {
    const pixels = new Uint8Array(indices.length * this.imageSize);
    const labels = new Uint8Array(indices.length);
    for (const [k, i] of Array.from(indices).entries()) {
      pixels.set(this.image(i), k * this.imageSize); // checks i
      labels[k] = this.labels[i]!;
    }
    return new ImageSet({ shape: this.shape, classNames: this.classNames, pixels, labels });
  }

  /** The first n images (all of them if there are fewer). */
  take(n: number): ImageSet {
    const indices = Array.from({ length: Math.min(checkInteger('n', n, { min: 0 }), this.count) }, (_, i) => i);
    return this.pick(indices);
  }

  /**
   * The set as tensors: `xs` float32 in [0, 1], `ys` in the form that `labels` names.
   * The caller disposes both, or calls this inside `tf.tidy`.
   */
  tensors(layout: TensorLayout = {}): { xs: tf.Tensor; ys: tf.Tensor2D } {
    const values = new Float32Array(this.pixels.length);
    for (const [i, byte] of this.pixels.entries()) values[i] = byte / 255;
    const shape = layout.images === 'flat' ? [this.count, this.imageSize] : [this.count, ...this.shape];
    const ys =
      layout.labels === 'index'
        ? tf.tensor2d(Float32Array.from(this.labels), [this.count, 1])
        : oneHot(this.labels, this.classNames.length);
    return { xs: tf.tensor(values, shape, 'float32'), ys };
  }
}

/**
 * One row for each label, 1 in the label's column and 0 elsewhere: float32 [labels.length, classes]. The caller disposes it.
 * @throws RangeError for a label outside 0 … classes − 1
 */
export function oneHot(labels: ArrayLike<number>, classes: number): tf.Tensor2D {
  checkInteger('classes', classes, { min: 1 });
  const rows = new Float32Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) rows[i * classes + checkInteger(`labels[${i}]`, labels[i], { min: 0, below: classes })] = 1;
  return tf.tensor2d(rows, [labels.length, classes]);
}
