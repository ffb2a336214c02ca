/** CIFAR-10: 60,000 photographs of 32×32 in ten classes, in its official binary format. */
import { existsSync } from 'node:fs';
import { mkdir, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { cacheDir, checkInteger } from '../core/index.js';
import { cifar10Files, unpackCifar10 } from './cifar10-archive.js';
import { checkBatchSize, cifar10Classes, cifar10Record, decodeBatch } from './cifar10-batch.js';
import { type DownloadOptions, type DownloadRequest, download } from './download.js';
import { ImageSet } from './image-set.js';
import { lockFile } from './lock.js';
import { manifestEntry } from './manifest.js';

export interface Cifar10Options extends DownloadOptions {
  /** The largest number of training images; the first ones are taken (default: all 50,000). */
  train?: number;
  /** The largest number of test images (default: all 10,000). */
  test?: number;
  /** The archive `cifar-10-binary.tar.gz` on this machine, for use without a network (default: the download of the manifest). */
  archive?: string;
  /** Another place to download from, with its hash (default: the manifest's). */
  source?: Omit<DownloadRequest, 'file'>;
  /** Where downloaded and unpacked files are kept (default `<cache>/datasets`). */
  folder?: string;
}

/** Training and test images of CIFAR-10. */
export interface Cifar10 {
  readonly train: ImageSet;
  readonly test: ImageSet;
}

/**
 * Loads CIFAR-10; the first call downloads 170 MB. Images are 32×32×3, bytes 0 … 255, channels last; the split is the official one.
 *
 * @throws DownloadError for a download that fails; Error for a truncated archive, wrong sizes, or labels above 9
 * @example const { train, test } = await loadCifar10({ train: 5000, test: 1000 });
 * @source A. Krizhevsky: Learning Multiple Layers of Features from Tiny Images, 2009
 */
export async function loadCifar10(options: Cifar10Options = {}): Promise<Cifar10> {
  const { train = 50_000, test = 10_000 } = options;
  checkInteger('train', train, { min: 1, max: 50_000 });
  checkInteger('test', test, { min: 1, max: 10_000 });
  const folder = await unpacked(options);
  return {
    train: await readImages(folder, cifar10Files.slice(0, 5), train),
    test: await readImages(folder, cifar10Files.slice(5), test),
  };
}

/** The folder of the unpacked files; it is made if it does not exist. Each archive has its own folder, so that files of two archives never mix. */
async function unpacked(options: Cifar10Options): Promise<string> {
  const base = options.folder ?? path.join(cacheDir(), 'datasets');
  let archive = options.archive;
  let key: string;
  if (archive === undefined) {
    const entry = manifestEntry('cifar10');
    const fetched = await download({ ...(options.source ?? entry), file: path.join(base, entry.file) }, options);
    archive = fetched.file;
    key = fetched.sha256.slice(0, 12);
  } else {
    if (!existsSync(archive)) throw new Error(`archive ${archive} is not there`);
    const { size, mtimeMs } = await stat(archive);
    key = `${size}-${Math.round(mtimeMs)}`;
  }
  const folder = path.join(base, `cifar-10-${key}`);
  await mkdir(base, { recursive: true });
  const unlock = await lockFile(`${folder}.lock`);
  try {
    if (!existsSync(folder)) await unpackCifar10(archive, folder);
  } finally {
    await unlock();
  }
  return folder;
}

/** The first `count` images of some files; only the needed bytes are read. */
async function readImages(folder: string, files: readonly string[], count: number): Promise<ImageSet> {
  const parts: { pixels: Uint8Array; labels: Uint8Array }[] = [];
  let left = count;
  for (const name of files) {
    if (left === 0) break;
    const handle = await open(path.join(folder, name));
    try {
      const { size } = await handle.stat();
      checkBatchSize(name, size);
      const bytes = Buffer.alloc(Math.min(size, left * cifar10Record));
      await handle.read(bytes, 0, bytes.length, 0);
      parts.push(decodeBatch(name, bytes));
      left -= bytes.length / cifar10Record;
    } finally {
      await handle.close();
    }
  }
  const pixels = Buffer.concat(parts.map((part) => part.pixels));
  const labels = Buffer.concat(parts.map((part) => part.labels));
  return new ImageSet({ shape: [32, 32, 3], classNames: cifar10Classes, pixels: new Uint8Array(pixels), labels: new Uint8Array(labels) });
}
