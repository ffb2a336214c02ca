import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { checkInteger, seededRandom, tf } from '../../core/index.js';
import { ImageSet } from '../image-set.js';
import { type Augmentation, augmentImage, checkAugmentation, drawAugmentation } from './augment.js';
import { prefetched } from './prefetch.js';
import { ImageError, type ImageForm, readImage } from './read-image.js';
import type { FoundImage, ImageProblem } from './scan.js';

/** Options of the batches of an epoch. */
export interface BatchOptions {
  /** Default 16. */
  batchSize?: number;
  /** Seed of the order; without one, images come in the folder's order. */
  shuffle?: number;
  /** Random changes of the images. Default none. */
  augment?: Augmentation;
  /** Seed of the changes. Default 0. */
  seed?: number;
  /** Number of batches that are read in advance while one is used. Default 2. */
  prefetch?: number;
}

/** Images with their classes; the caller disposes the images of a batch. */
export interface ImageBatch {
  /** RGB 0…255, float32 [batch, height, width, 3]. */
  readonly images: tf.Tensor4D;
  readonly labels: Uint8Array;
}

/** Training, validation or test images of a folder. */
export class ImageFolderPart {
  readonly classNames: readonly string[];
  /** In the folder's order: path relative to the folder, class. */
  readonly files: readonly FoundImage[];
  readonly #dir: string;
  readonly #form: ImageForm;
  readonly #skip: ((problem: ImageProblem) => void) | undefined;

  constructor(
    dir: string,
    classNames: readonly string[],
    files: readonly FoundImage[],
    form: ImageForm,
    skip?: (problem: ImageProblem) => void,
  ) {
    this.#dir = dir;
    this.classNames = classNames;
    this.files = files;
    this.#form = form;
    this.#skip = skip;
  }

  /** The number of images. */
  get count(): number {
    return this.files.length;
  }

  /** How many images each class has, in the order of `classNames`. */
  countByClass(): number[] {
    return this.classNames.map((_, label) => this.files.filter((file) => file.label === label).length);
  }

  /** A digest that changes with every file, its size, time or path, and with the form of the images. */
  async key(): Promise<string> {
    const hash = createHash('sha256').update(JSON.stringify(this.#form));
    for (const { path: file, label } of this.files) {
      const { size, mtimeMs } = await stat(path.join(this.#dir, file));
      hash.update(`${file}\0${label}\0${size}\0${mtimeMs};`);
    }
    return hash.digest('hex');
  }

  /**
   * One epoch in batches; the next ones are decoded while one is used. If images are skipped, a batch is smaller.
   * @throws ImageError with the path of an image that cannot be decoded, RangeError for options outside their range
   */
  async *batches(options: BatchOptions = {}): AsyncGenerator<ImageBatch> {
    const { batchSize = 16, shuffle, augment, seed = 0, prefetch = 2 } = options;
    checkInteger('batchSize', batchSize, { min: 1 });
    checkInteger('prefetch', prefetch, { min: 0, max: 64 });
    if (augment) checkAugmentation(augment);
    const rng = seededRandom(seed);
    const order = shuffle === undefined ? this.files : seededRandom(shuffle).shuffle(this.files);
    // Changes are drawn before any file is read, so that they depend on the seed alone and not on which file is ready first.
    const jobs = order.map((file) => ({ ...file, draw: augment && drawAugmentation(augment, rng) }));
    const [height, width] = this.#form.size;
    const groups = Array.from({ length: Math.ceil(jobs.length / batchSize) }, (_, i) => jobs.slice(i * batchSize, (i + 1) * batchSize));
    const read = (group: typeof jobs) =>
      Promise.all(
        group.map(async ({ path: file, label, draw }) => {
          const pixels = await this.#read(file);
          return pixels && { label, pixels: draw ? augmentImage(pixels, [height, width, 3], draw) : pixels };
        }),
      );
    for await (const group of prefetched(groups, read, prefetch)) {
      const good = group.filter((image) => image !== undefined);
      if (good.length === 0) continue;
      const values = new Float32Array(good.length * height * width * 3);
      good.forEach(({ pixels }, i) => {
        values.set(pixels, i * pixels.length);
      });
      yield { images: tf.tensor4d(values, [good.length, height, width, 3]), labels: Uint8Array.from(good, ({ label }) => label) };
    }
  }

  /** All images in memory, for a small folder. */
  async load(): Promise<ImageSet> {
    const [height, width] = this.#form.size;
    const images: Uint8Array[] = [];
    const labels: number[] = [];
    for await (const { label, pixels } of prefetched(
      this.files,
      async ({ path: file, label }) => ({ label, pixels: await this.#read(file) }),
      4,
    )) {
      if (!pixels) continue;
      images.push(pixels);
      labels.push(label);
    }
    return new ImageSet({
      shape: [height, width, 3],
      classNames: this.classNames,
      pixels: Buffer.concat(images),
      labels: Uint8Array.from(labels),
    });
  }

  async #read(file: string): Promise<Uint8Array | undefined> {
    try {
      return await readImage(this.#dir, file, this.#form);
    } catch (error) {
      if (!this.#skip || !(error instanceof ImageError)) throw error;
      this.#skip(error.problem);
      return undefined;
    }
  }
}
