/** Fashion-MNIST: 70,000 real pictures of clothes, 28×28 grey, in ten classes. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { checkInteger, seededRandom } from '../core/index.js';
import { fetchDataset } from './fetch.js';
import { ImageSet } from './image-set.js';

/** The source of Fashion-MNIST, and how much of it is read. */
export interface FashionMnistOptions {
  /** The number of training pictures, a random sample that is the same each time. Default all 60,000. */
  train?: number;
  /** The number of test pictures. Default all 10,000. */
  test?: number;
  /** A folder with the four `….gz` files. Default: Debian's package `dataset-fashion-mnist` if it is installed, else a download (31 MB, once). */
  folder?: string;
}

/** Training and test pictures, as published. */
export interface FashionMnist {
  readonly train: ImageSet;
  readonly test: ImageSet;
}

/** The ten classes, in the order of the labels. */
export const fashionClasses: readonly string[] = [
  'T-shirt',
  'trouser',
  'pullover',
  'dress',
  'coat',
  'sandal',
  'shirt',
  'sneaker',
  'bag',
  'ankle boot',
];

const debianFolder = '/usr/share/datasets/fashion-mnist';
const side = 28;

/** True if Debian's package has the pictures on this machine. */
export const hasFashionMnist = (): boolean => existsSync(path.join(debianFolder, 'train-images-idx3-ubyte.gz'));

/**
 * Loads Fashion-MNIST. Pictures are 28×28×1, bytes 0 (background) … 255.
 * @throws RangeError for more pictures than there are; Error for a file that is not as published; DownloadError if it cannot be downloaded
 * @example const { train, test } = await loadFashionMnist({ train: 1000, test: 500 });
 * @source H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST, 2017 (MIT)
 */
export async function loadFashionMnist(options: FashionMnistOptions = {}): Promise<FashionMnist> {
  const { train = 60_000, test = 10_000, folder = hasFashionMnist() ? debianFolder : undefined } = options;
  checkInteger('train', train, { min: 1, max: 60_000 });
  checkInteger('test', test, { min: 1, max: 10_000 });
  return { train: await part('train', 60_000, train, folder), test: await part('test', 10_000, test, folder) };
}

async function part(name: 'train' | 'test', all: number, count: number, folder: string | undefined): Promise<ImageSet> {
  const [pixels, labels] = await Promise.all([values(name, 'images', [all, side, side], folder), values(name, 'labels', [all], folder)]);
  const wrong = labels.find((label) => label > 9);
  if (wrong !== undefined) throw new Error(`Fashion-MNIST's labels must be at most 9, got ${wrong}`);
  const set = new ImageSet({ shape: [side, side, 1], classNames: fashionClasses, pixels, labels });
  if (count === all) return set;
  // The sample must be the same for each call, option and machine, so its seed is fixed.
  const order = seededRandom(2017).shuffle(Array.from({ length: all }, (_, i) => i));
  return set.pick(order.slice(0, count));
}

const prefixes = { train: 'train', test: 't10k' };
const endings = { images: 'images-idx3-ubyte.gz', labels: 'labels-idx1-ubyte.gz' };

/** The bytes of one file, after its header was checked. */
async function values(name: 'train' | 'test', kind: 'images' | 'labels', shape: readonly number[], folder?: string): Promise<Uint8Array> {
  const file =
    folder === undefined
      ? (await fetchDataset(`fashion-mnist-${name}-${kind}`)).file
      : path.join(folder, `${prefixes[name]}-${endings[kind]}`);
  const packed = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`Fashion-MNIST: ${file} cannot be read (${error.code ?? error.message})`);
  });
  const size = shape.reduce((a, b) => a * b, 1);
  return idxValues(packed, shape, size, path.basename(file));
}

/** Reads the format IDX: two zero bytes, the type (8: unsigned bytes), the number of dimensions, their sizes as big-endian int32, the values. */
async function idxValues(packed: Buffer, shape: readonly number[], size: number, label: string): Promise<Uint8Array> {
  const head = 4 + 4 * shape.length;
  const unpack = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip);
  const bytes = await unpack(packed, { maxOutputLength: head + size + 1 }).catch((error: Error) => {
    throw new Error(`Fashion-MNIST: ${label} cannot be unpacked: ${error.message}`);
  });
  const found = bytes.length < head ? [] : shape.map((_, i) => bytes.readInt32BE(4 + 4 * i));
  if (bytes.length !== head + size || bytes.readInt32BE(0) !== 0x800 + shape.length || found.join() !== shape.join()) {
    throw new Error(`Fashion-MNIST: ${label} must hold [${shape.join(', ')}] bytes, got [${found.join(', ')}] in ${bytes.length} bytes`);
  }
  return new Uint8Array(bytes.buffer, bytes.byteOffset + head, size);
}
