import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Entry, ZipFile } from 'yauzl';
import { DownloadError } from './download-error.js';

/**
 * Extracts one file from a zip archive. No name of the archive is used as a path.
 * @param member its name in the archive
 * @param target where it is written
 * @param bytes its exact size
 * @throws DownloadError if it is not an archive or is truncated, for names that lead outside, and if the file is missing,
 *   a link, there twice, or of another size
 */
export async function extractMember(archive: string, member: string, target: string, bytes: number): Promise<void> {
  const label = path.basename(archive);
  const zip = await openZip(archive, label);
  try {
    const [entry, second] = (await allEntries(zip, label)).filter(({ fileName }) => fileName === member);
    if (!entry) throw new DownloadError(`${label} does not hold ${member}`);
    if (second) throw new DownloadError(`${label} holds ${member} twice`);
    // The upper half of the attributes holds the Unix file type: 0o12 is a link.
    if (entry.externalFileAttributes >>> 28 === 0o12) throw new DownloadError(`${label}: ${member} is a link, not a file`);
    if (entry.uncompressedSize !== bytes)
      throw new DownloadError(`${label}: ${member} has ${entry.uncompressedSize} bytes instead of ${bytes}`);
    await write(zip, entry, target, label);
  } finally {
    zip.close();
  }
}

async function openZip(archive: string, label: string): Promise<ZipFile> {
  const { open } = await import('yauzl'); // with the first archive: most notebooks open none
  return new Promise((resolve, reject) => {
    open(archive, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) => {
      if (error) reject(new DownloadError(`${label} is not a zip archive, or it is cut off`, { cause: error }));
      else resolve(zip);
    });
  });
}

function allEntries(zip: ZipFile, label: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    // yauzl refuses names with '..', absolute ones and those with a backslash.
    zip.once('error', (error: Error) => reject(new DownloadError(`${label} is refused: ${error.message}`, { cause: error })));
    zip.readEntry();
  });
}

async function write(zip: ZipFile, entry: Entry, target: string, label: string): Promise<void> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
  }).catch((error: Error) => Promise.reject(new DownloadError(`${label}: ${entry.fileName} cannot be read: ${error.message}`)));
  await pipeline(stream, createWriteStream(target)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOSPC') throw new DownloadError('The disk is full. Free some space and run it again.', { cause: error });
    throw new DownloadError(`${label}: ${entry.fileName} cannot be unpacked: ${error.message}`, { cause: error });
  });
}
