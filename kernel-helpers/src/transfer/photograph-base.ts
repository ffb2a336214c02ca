import { checkOneOf, type tf } from '../core/index.js';
import { DownloadError, type ImageSet, loadFashionMnist, loadMnist } from '../datasets/index.js';
import { vgg16 } from './vgg16.js';

/** The bases of the transfer notebooks, best first. */
export const photographBases = ['imagenet', 'edges', 'digits'] as const;

/** A base of the transfer notebooks. */
export type PhotographBase = (typeof photographBases)[number];

/** A base that could be had. */
export interface OpenedBase {
  /** Undefined for `'digits'`: the caller takes the embedded narrow base then. The caller disposes it. */
  readonly base?: tf.LayersModel;
  readonly used: PhotographBase;
  /** Empty, or a sentence for each base that could not be had, with a space behind it. */
  readonly note: string;
}

/**
 * The base that was asked for, or the next one where it cannot be had: ImageNet's, then the edge detector's, then the digits'.
 * @param size side of the images, at least 32
 */
export async function openBase(photographs: PhotographBase, size: number): Promise<OpenedBase> {
  checkOneOf('photographs', photographs, photographBases);
  let note = '';
  for (const used of photographBases.slice(photographBases.indexOf(photographs))) {
    if (used === 'digits') break;
    try {
      return { base: await vgg16({ weights: used, includeTop: false, inputShape: [size, size, 3] }), used, note };
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error;
      note += `VGG16 with the weights '${used}' cannot be had (${error.message}), so ${next(used)}. `;
    }
  }
  return { used: 'digits', note };
}

const next = (used: 'imagenet' | 'edges'): string =>
  used === 'imagenet' ? "the weights 'edges' take its place" : 'the narrow VGG16 for digits takes its place';

/** Labelled pictures for a real base: clothes where they can be had, digits else. */
export interface RealPictures {
  readonly train: ImageSet;
  readonly test: ImageSet;
  readonly name: string;
  readonly note: string;
}

/** Fashion-MNIST, or all ten digits of MNIST where it is neither installed nor can be downloaded. */
export async function realPictures(): Promise<RealPictures> {
  try {
    const { train, test } = await loadFashionMnist();
    return { train, test, name: 'clothes (Fashion-MNIST)', note: '' };
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    const { train, test } = await loadMnist();
    return { train, test, name: 'digits (MNIST)', note: `Fashion-MNIST cannot be had (${error.message}), so digits take its place. ` };
  }
}
