import { checkInteger, type tf } from '../core/index.js';
import { type ImageSet, imageFolder, loadMnist } from '../datasets/index.js';
import { samplePerClass, selectClasses } from './examples.js';
import { narrowSize, narrowVgg16 } from './narrow.js';
import { openBase, type PhotographBase, realPictures } from './photograph-base.js';
import { vgg16 } from './vgg16.js';

/** What is to be learnt, and the base that helps. */
export interface TransferTask {
  /** A trained base; the caller disposes it. */
  readonly base: tf.LayersModel;
  /** Side of its images in pixels. */
  readonly size: number;
  readonly classNames: readonly string[];
  readonly train: ImageSet;
  readonly validation: ImageSet;
  /** The base that is used, which may differ from the one asked for if that could not be loaded. Of a folder: `'imagenet'`. */
  readonly photographs: PhotographBase;
  /** What the images show: without the clothes' files, a real base gets digits. */
  readonly pictures: 'clothes' | 'digits' | 'folder';
  /** One line that says what this is, and what could not be loaded. */
  readonly about: string;
}

/** The task of the notebooks, or the learner's own. */
export interface TransferTaskOptions {
  /**
   * Which base. `'imagenet'`: VGG16 with Keras's official weights; `'edges'`: VGG16 with the weights of an edge detector; both on pictures of
   * clothes (Fashion-MNIST). `'digits'` (default): the embedded narrow VGG16 on MNIST digits. A base that cannot be loaded is replaced by the next one.
   */
  photographs?: PhotographBase;
  /** Training images of each class. Default 20 digits or 10 clothes; of a folder all its images. */
  perClass?: number;
  /** Validation images of each class. Default 40 digits or 20 clothes; of a folder a fifth of its images. */
  validationPerClass?: number;
  /** Which digits; the narrow base has seen 0 to 4. Default 5 to 9. */
  digits?: readonly number[];
  /** Which clothes, by their number in `fashionClasses`. Default all ten. */
  clothes?: readonly number[];
  /** Draws the images. Default 1. */
  seed?: number;
  /** A folder with one folder of images for each class: the real VGG16 with ImageNet's weights is used then (a download of 59 MB, once). Default: none. */
  folder?: string;
  /** Side of the images: of a folder 150, of clothes 64 by default. */
  size?: number;
  /** The base for a folder, in place of VGG16 with ImageNet's weights. Default: that. */
  base?: tf.LayersModel;
}

/**
 * The one switch of the transfer notebooks: digits on the embedded narrow base, clothes on a real VGG16, or with `folder` the learner's own
 * images. It never fails because there is no network: it uses the digits instead and says so in `about`.
 */
export async function transferTask(options: TransferTaskOptions = {}): Promise<TransferTask> {
  if (options.folder !== undefined) return folderTask(options.folder, options);
  const { photographs = 'digits', size = 64 } = options;
  if (photographs === 'digits') return digitTask(options, '');
  const { base, used, note } = await openBase(photographs, size);
  if (!base) return digitTask(options, note);
  return clothesTask(base, used, { ...options, size }, note);
}

async function folderTask(folder: string, options: TransferTaskOptions): Promise<TransferTask> {
  const { seed = 1, size = 150, perClass, validationPerClass } = options;
  const images = await imageFolder(folder, { size, seed, skipBad: true });
  const base = options.base ?? (await vgg16({ weights: 'imagenet', includeTop: false, inputShape: [size, size, 3] }));
  const few = async (part: typeof images.train, count?: number): Promise<ImageSet> => {
    if (count === undefined) return part.load();
    const [sample] = samplePerClass(await part.load(), [checkInteger('perClass', count, { min: 1 })], { seed });
    return sample as ImageSet;
  };
  const [train, validation] = [await few(images.train, perClass), await few(images.validation, validationPerClass)];
  const bad = images.problems.length > 0 ? `, ${images.problems.length} files left out` : '';
  const about = `${train.count} training and ${validation.count} validation images of ${images.classNames.join(', ')}${bad}; VGG16`;
  return { base, size, classNames: images.classNames, train, validation, photographs: 'imagenet', pictures: 'folder', about };
}

async function digitTask(options: TransferTaskOptions, note: string): Promise<TransferTask> {
  const { seed = 1, digits = [5, 6, 7, 8, 9], perClass = 20, validationPerClass = 40 } = options;
  const mnist = await loadMnist({ digits });
  const [train, validation] = samplePerClass(mnist.train, [perClass, validationPerClass], { seed }) as [ImageSet, ImageSet];
  const what = `${train.count} training and ${validation.count} validation images of the digits ${digits.join(', ')}`;
  const about = `${note}${what}; narrow VGG16 trained on 0 to 4`;
  const given = { train, validation, photographs: 'digits', pictures: 'digits', about } as const;
  return { base: await narrowVgg16(), size: narrowSize, classNames: digits.map(String), ...given };
}

async function clothesTask(
  base: tf.LayersModel,
  used: PhotographBase,
  options: TransferTaskOptions & { size: number },
  note: string,
): Promise<TransferTask> {
  const { seed = 1, size, clothes, perClass = 10, validationPerClass = 20 } = options;
  try {
    const pictures = await realPictures();
    const set = clothes ? selectClasses(pictures.train, clothes) : pictures.train;
    const [train, validation] = samplePerClass(set, [perClass, validationPerClass], { seed }) as [ImageSet, ImageSet];
    const what = `${train.count} training and ${validation.count} validation pictures of ${pictures.name}`;
    const about = `${note}${pictures.note}${what}; VGG16 at ${size}×${size} with the weights '${used}'`;
    return { base, size, classNames: set.classNames, train, validation, photographs: used, pictures: pictures.kind, about };
  } catch (error) {
    base.dispose();
    throw error;
  }
}
