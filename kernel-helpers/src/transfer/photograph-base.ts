import { checkOneOf, type tf } from '../core/index.js';
import { DownloadError, type ImageSet, loadFashionMnist, loadMnist } from '../datasets/index.js';
import { vgg16 } from './vgg16.js';

/** The bases of the transfer notebooks, best first. */
export const photographBases = ['imagenet', 'edges', 'digits'] as const;

/** A base of the transfer notebooks. */
export type PhotographBase = (typeof photographBases)[number];

/** A base that could be loaded. */
export interface OpenedBase {
  /** Undefined for `'digits'`: the caller takes the embedded narrow base then. The caller disposes it. */
  readonly base?: tf.LayersModel;
  readonly used: PhotographBase;
  /** Empty, or a sentence for each base that could not be loaded, followed by a space. */
  readonly note: string;
}

/**
 * The base that was asked for, or the next one where it cannot be loaded: ImageNet's, then the edge detector's, then the digits'.
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
      note += `VGG16 with the weights '${used}' is not available (${error.message}), so ${next(used)}. `;
    }
  }
  return { used: 'digits', note };
}

const next = (used: 'imagenet' | 'edges'): string =>
  used === 'imagenet' ? "the weights 'edges' take its place" : 'the narrow VGG16 for digits takes its place';

/** Labelled pictures for a real base: clothes where they can be loaded, otherwise digits. */
export interface RealPictures {
  readonly train: ImageSet;
  readonly test: ImageSet;
  readonly kind: 'clothes' | 'digits';
  readonly name: string;
  readonly note: string;
}

/** Fashion-MNIST, or all ten digits of MNIST where it is neither installed nor can be downloaded. */
export async function realPictures(): Promise<RealPictures> {
  try {
    const { train, test } = await loadFashionMnist();
    return { train, test, kind: 'clothes', name: 'clothes (Fashion-MNIST)', note: '' };
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    const { train, test } = await loadMnist();
    const note = `Fashion-MNIST is not available (${error.message}), so digits take its place. `;
    return { train, test, kind: 'digits', name: 'digits (MNIST)', note };
  }
}
