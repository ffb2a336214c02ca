import { createHash } from 'node:crypto';
import { checkInteger, type tf } from '../../core/index.js';
import type { ImageSet } from '../../datasets/index.js';
import { rgbImages } from '../images.js';

/** Images in batches, to be read more than once: an image folder's part, or a set in memory. */
export interface ImageSource {
  readonly count: number;
  /** Changes whenever an image, its size or their order would: the data's part of the cache's key. */
  key(): Promise<string>;
  /** Images as RGB 0…255, [batch, height, width, 3], in a fixed order. The caller that takes a batch disposes its images. */
  batches(options: { batchSize: number }): AsyncIterable<{ images: tf.Tensor4D; labels: Uint8Array }>;
}

/**
 * A set in memory as a source, its images three-channelled and size × size.
 * @param size side in pixels, at least 32
 */
export function imageSource(set: ImageSet, size: number): ImageSource {
  checkInteger('size', size, { min: 32 });
  return {
    count: set.count,
    key: async () =>
      createHash('sha256')
        .update(`${set.shape.join('x')} to ${size};`)
        .update(set.pixels)
        .update(set.labels)
        .digest('hex'),
    async *batches({ batchSize }) {
      checkInteger('batchSize', batchSize, { min: 1 });
      for (let from = 0; from < set.count; from += batchSize) {
        const part = set.pick(Array.from({ length: Math.min(batchSize, set.count - from) }, (_, i) => from + i));
        yield { images: rgbImages(part, size), labels: part.labels };
      }
    },
  };
}
