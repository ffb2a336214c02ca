import path from 'node:path';
import { cacheDir } from '../core/index.js';
import { type Downloaded, type DownloadOptions, download } from './download.js';
import { manifestEntry } from './manifest.js';

/**
 * The file of a manifest entry. It is downloaded into the cache folder unless it is there already.
 *
 * @param name a name of `data/manifest.json`, such as `'cifar10'`
 * @returns its path, size and SHA-256
 * @throws RangeError for an unknown name; DownloadError with the cause and the remedy
 */
export function fetchDataset(name: string, options: DownloadOptions = {}): Promise<Downloaded> {
  const { url, file, bytes, sha256, md5 } = manifestEntry(name);
  return download({ url, file: path.join(cacheDir(), 'datasets', file), bytes, sha256, md5 }, options);
}
