import { checkInteger, checkNumber, checkOneOf, formatValue, seededRandom } from '../../core/index.js';
import { ImageFolderPart } from './part.js';
import { prefetched } from './prefetch.js';
import { checkHeader, ImageError, type ImageForm } from './read-image.js';
import { type FoundImage, type ImageProblem, scanFolder } from './scan.js';

/** Options of reading and splitting a folder. */
export interface ImageFolderOptions {
  /** Side in pixels, or [height, width]. Default 150. */
  size?: number | readonly [number, number];
  /** Shares of validation and test images; the rest is for training. Default `{ validation: 0.2, test: 0 }`. */
  split?: {
    /** Share of validation images, in [0, 1). Default 0.2. */
    validation?: number;
    /** Share of test images, in [0, 1). Default 0. */
    test?: number;
  };
  /** Seed of the split. Default 0. */
  seed?: number;
  /** `'fill'` (default, as Keras) changes the proportions to fit, `'cover'` cuts the sides. */
  fit?: 'fill' | 'cover';
  /** Leaves out images that cannot be read, and lists them in `problems`. Default false: such an image is an error. */
  skipBad?: boolean;
  /** Images with more pixels are not decoded. Default 50 million. */
  maxPixels?: number;
}

/** A folder of images. Each class is split into parts without common images. */
export interface ImageFolder {
  readonly classNames: readonly string[];
  readonly train: ImageFolderPart;
  readonly validation: ImageFolderPart;
  readonly test: ImageFolderPart;
  /** Files left out so far, with the reason; grows while images are decoded. */
  readonly problems: readonly ImageProblem[];
  /** Images of each class and part, as rows for `showTable`. */
  counts(): { class: string; train: number; validation: number; test: number }[];
}

/**
 * Images from a folder that holds one folder for each class: jpeg, png and webp, rotated as EXIF says, in RGB.
 * Every header is read now, pixels are decoded when batches are read. The split takes the same share of each class and depends
 * on names and seed alone.
 * @throws ImageError that names the first file that cannot be used, unless `skipBad`; RangeError for a class without training images
 * @example const { train } = await imageFolder('cats-and-dogs', { size: 150 });
 *   for await (const { images, labels } of train.batches({ batchSize: 16, shuffle: 1, augment: { flip: true } })) { …; images.dispose(); }
 */
export async function imageFolder(dir: string, options: ImageFolderOptions = {}): Promise<ImageFolder> {
  const { seed = 0, skipBad = false } = options;
  const form = checkForm(options);
  const shares = { validation: options.split?.validation ?? 0.2, test: options.split?.test ?? 0 };
  checkNumber('split.validation', shares.validation, { min: 0, below: 1 });
  checkNumber('split.test', shares.test, { min: 0, below: 1 - shares.validation });
  const { classNames, images, problems: found } = await scanFolder(dir);
  const problems = [...found];
  if (!skipBad && found[0]) throw new ImageError(found[0]);
  const report = (problem: ImageProblem) => {
    if (!problems.some(({ path }) => path === problem.path)) problems.push(problem);
  };
  const good: FoundImage[] = [];
  const headers = prefetched(
    images,
    (image) =>
      checkHeader(dir, image.path, form).then(
        () => image,
        (error: unknown) => failed(error),
      ),
    8,
  );
  for await (const image of headers) {
    if (!(image instanceof ImageError)) good.push(image);
    else if (skipBad) report(image.problem);
    else throw image;
  }
  const parts = split(good, classNames, shares, seed);
  const part = (files: FoundImage[]) => new ImageFolderPart(dir, classNames, files, form, skipBad ? report : undefined);
  const [train, validation, test] = [part(parts.train), part(parts.validation), part(parts.test)];
  const counts = () => {
    const [t, v, s] = [train.countByClass(), validation.countByClass(), test.countByClass()];
    return classNames.map((name, k) => ({ class: name, train: t[k] ?? 0, validation: v[k] ?? 0, test: s[k] ?? 0 }));
  };
  return { classNames, train, validation, test, problems, counts };
}

function failed(error: unknown): ImageError {
  if (error instanceof ImageError) return error;
  throw error;
}

function checkForm({ size = 150, fit = 'fill', maxPixels = 50e6 }: ImageFolderOptions): ImageForm {
  const sides: readonly unknown[] = Array.isArray(size) ? size : [size, size];
  if (sides.length !== 2) throw new RangeError(`size must be a number or [height, width], got ${formatValue(size)}`);
  const [height, width] = sides.map((side) => checkInteger('size', side, { min: 1, max: 4096 })) as [number, number];
  checkInteger('maxPixels', maxPixels, { min: 1, max: 500e6 });
  return { size: [height, width], fit: checkOneOf('fit', fit, ['fill', 'cover']), maxPixels };
}

/** Each class is shuffled and split separately; parts keep the folder's order. */
function split(images: readonly FoundImage[], classNames: readonly string[], shares: { validation: number; test: number }, seed: number) {
  const parts = { train: [] as FoundImage[], validation: [] as FoundImage[], test: [] as FoundImage[] };
  const rng = seededRandom(seed);
  classNames.forEach((name, label) => {
    const own = images.filter((image) => image.label === label);
    const order = rng.shuffle(own);
    const [v, t] = [Math.round(shares.validation * own.length), Math.round(shares.test * own.length)];
    if (own.length - v - t < 1)
      throw new RangeError(`class '${name}' must have at least one training image, got ${own.length} images in all`);
    const [forValidation, forTest] = [new Set(order.slice(0, v)), new Set(order.slice(v, v + t))];
    for (const image of own) parts[forValidation.has(image) ? 'validation' : forTest.has(image) ? 'test' : 'train'].push(image);
  });
  return parts;
}
