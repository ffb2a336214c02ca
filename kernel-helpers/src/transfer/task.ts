import { checkInteger, type tf } from '../core/index.js';
import { type ImageSet, imageFolder, loadMnist } from '../datasets/index.js';
import { samplePerClass } from './examples.js';
import { narrowSize, narrowVgg16 } from './narrow.js';
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
  /** One line that says what this is. */
  readonly about: string;
}

/** The task of the notebooks, or the learner's own. */
export interface TransferTaskOptions {
  /** Training images a class. Default 20 digits; of a folder all its images. */
  perClass?: number;
  /** Validation images a class. Default 40 digits; of a folder a fifth of its images. */
  validationPerClass?: number;
  /** Which digits; the base has seen 0 to 4. Default 5 to 9. */
  digits?: readonly number[];
  /** Draws the images. Default 1. */
  seed?: number;
  /** A folder with one folder of images a class: the real VGG16 with ImageNet's weights is used then (a download of 59 MB, once). */
  folder?: string;
  /** Side of a folder's images. Default 150. */
  size?: number;
  /** The base for a folder, in place of VGG16 with ImageNet's weights. */
  base?: tf.LayersModel;
}

/**
 * The one switch of the transfer notebooks: few MNIST digits and the embedded narrow base, or with `folder` the learner's own images and
 * the real VGG16.
 */
export async function transferTask(options: TransferTaskOptions = {}): Promise<TransferTask> {
  const { seed = 1, folder, perClass, validationPerClass, digits = [5, 6, 7, 8, 9], size = 150 } = options;
  if (folder !== undefined) {
    const images = await imageFolder(folder, { size, seed, skipBad: true });
    const base = options.base ?? (await vgg16({ weights: 'imagenet', includeTop: false, inputShape: [size, size, 3] }));
    const few = async (part: typeof images.train, count?: number) =>
      count === undefined ? part.load() : samplePerClass(await part.load(), [checkInteger('perClass', count, { min: 1 })], seed)[0]!;
    const [train, validation] = [await few(images.train, perClass), await few(images.validation, validationPerClass)];
    const bad = images.problems.length > 0 ? `, ${images.problems.length} files left out` : '';
    const about = `${train.count} training and ${validation.count} validation images of ${images.classNames.join(', ')}${bad}; VGG16`;
    return { base, size, classNames: images.classNames, train, validation, about };
  }
  const mnist = await loadMnist({ digits });
  const [train, validation] = samplePerClass(mnist.train, [perClass ?? 20, validationPerClass ?? 40], seed);
  const about = `${train!.count} training and ${validation!.count} validation images of the digits ${digits.join(', ')}; narrow VGG16 trained on 0 to 4`;
  return { base: await narrowVgg16(), size: narrowSize, classNames: digits.map(String), train: train!, validation: validation!, about };
}
