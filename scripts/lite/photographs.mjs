/** What notebooks 11 to 13 need to work on photographs and clothes: 90 MB, which come along where they are asked for. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cache, inRoot } from '../setup/paths.mjs';

const clothes = ['train-images', 'train-labels', 'test-images', 'test-labels'].map((part) => `fashion-mnist-${part}`);
/** As the helpers know it: where Debian's package puts the pictures. */
const debian = '/usr/share/datasets/fashion-mnist';
const ofDebian = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'].map((name) => `${name}-ubyte.gz`);

/** Where a file of the cache lies in a tab. */
const inTab = (/** @type {string} */ file) => `/lab/cache/${path.relative(cache, file).split(path.sep).join('/')}`;

/**
 * The weights of the edge detector, and Fashion-MNIST; both are fetched where this machine does not have them.
 * @param {(text: string) => void} say
 * @returns {Promise<[from: string, to: string][]>} the file on this machine, and its path in a tab
 * @throws DownloadError, one line with the remedy
 */
export async function photographFiles(say) {
  const { fetchPackageFile } = await import(inRoot('kernel-helpers/dist/datasets/package-file.js'));
  const { fetchDataset } = await import(inRoot('kernel-helpers/dist/datasets/fetch.js'));
  say('photographs: the weights of the edge detector (59 MB), pictures of clothes (31 MB)');
  const { file } = await fetchPackageFile('vgg16-edges');
  /** @type {[string, string][]} */
  const files = [file, `${file}.json`].map((from) => [from, inTab(from)]);
  if (ofDebian.every((name) => existsSync(path.join(debian, name)))) {
    return [...files, ...ofDebian.map((name) => /** @type {[string, string]} */ ([path.join(debian, name), `${debian}/${name}`]))];
  }
  for (const name of clothes) {
    const { file: pictures } = await fetchDataset(name);
    for (const from of [pictures, `${pictures}.json`]) files.push([from, inTab(from)]);
  }
  return files;
}
