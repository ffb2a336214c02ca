import { createHash } from 'node:crypto';
import path from 'node:path';
import { cacheDir, tf } from '../../core/index.js';
import { interruptSignal, showProgress } from '../../display/index.js';
import { checkMemory } from '../memory.js';
import { preprocessVgg16 } from '../preprocess.js';
import { inputShape, outputShape } from '../shapes.js';
import { weightHash } from '../weight-hash.js';
import { FeatureWriter, readFeatures } from './cache.js';
import type { ImageSource } from './source.js';

/** How features are computed and kept. */
export interface ExtractOptions {
  /** Images at a time. Default 32. */
  batchSize?: number;
  /** Folder of the cache, or `false` for none. Default: `features/` in the lab's cache folder. */
  cache?: string | false;
  /** From RGB 0…255 to what the base takes, and the name that stands for it in the cache's key. Default {@link preprocessVgg16}. */
  preprocess?: { name: string; apply(images: tf.Tensor4D): tf.Tensor4D };
  /** Called after each batch. Default: a bar that appears after a second. */
  onProgress?: (done: number, count: number) => void;
}

/** Features of a data set, ready to train a head on. */
export interface Features {
  /** float32 [count, …the base's output]; the caller disposes it. */
  readonly xs: tf.Tensor;
  readonly labels: Uint8Array;
  /** True if they were read, not computed. */
  readonly cached: boolean;
}

/**
 * The base's output for every image, computed once. A frozen base gives the same output in every epoch, so a head can be trained
 * for many epochs for the time of one pass. Batches go to a file as they come; its name is a hash of images, weights and
 * preprocessing, so that a change of any of them computes anew.
 * @param base the convolutional base
 * @param images an image folder's part, or `imageSource(set, size)`
 * @throws RangeError before anything is computed where the memory will not be enough, with the batch size that fits
 */
export async function extractFeatures(base: tf.LayersModel, images: ImageSource, options: ExtractOptions = {}): Promise<Features> {
  const { batchSize = 32, preprocess = { name: 'vgg16', apply: preprocessVgg16 }, onProgress } = options;
  const { cache = path.join(cacheDir(), 'features') } = options;
  checkMemory(base, { batchSize });
  const key = cache === false ? '' : await keyOf(base, images, preprocess.name);
  if (cache !== false) {
    const found = await readFeatures(cache, key);
    if (found) return { xs: tf.tensor(found.values, [...found.shape]), labels: found.labels, cached: true };
  }
  const size = outputShape(base);
  const each = size.reduce((a, b) => a * b, 1);
  const values = new Float32Array(images.count * each);
  const labels = new Uint8Array(images.count);
  const writer = cache === false ? undefined : await FeatureWriter.start(cache, key);
  let done = 0;
  const bar = onProgress ? undefined : showProgress(Math.max(images.count, 1), { label: 'Features', unit: 'images', after: 1000 });
  try {
    for await (const batch of images.batches({ batchSize })) {
      const part = tf.tidy(() => (base.predict(preprocess.apply(batch.images)) as tf.Tensor).dataSync()) as Float32Array;
      batch.images.dispose();
      values.set(part, done * each);
      labels.set(batch.labels, done);
      done += batch.labels.length;
      await writer?.add(part);
      onProgress?.(done, images.count);
      bar?.update(done);
      interruptSignal()?.throwIfAborted();
    }
    // A folder that skips unreadable images has fewer than it announced.
    const shape = [done, ...size];
    await writer?.finish(shape, labels.subarray(0, done));
    return { xs: tf.tensor(values.subarray(0, done * each), shape), labels: labels.slice(0, done), cached: false };
  } catch (error) {
    await writer?.abandon();
    throw error;
  } finally {
    bar?.end();
  }
}

async function keyOf(base: tf.LayersModel, images: ImageSource, preprocess: string): Promise<string> {
  return createHash('sha256')
    .update(`features 2;${await images.key()};${weightHash(base)};${inputShape(base).join()};${preprocess}`)
    .digest('hex')
    .slice(0, 32);
}
