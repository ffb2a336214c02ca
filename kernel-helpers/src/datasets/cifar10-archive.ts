/** Reads the six data files of `cifar-10-binary.tar.gz` as a stream of names and bytes: no path of the archive is used on the disk. */
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ReadEntry } from 'tar';
import writeFileAtomic from 'write-file-atomic';
import { checkBatchSize } from './cifar10-batch.js';

/** The files in the order of their images: five for training, one for the test. */
export const cifar10Files = [...[1, 2, 3, 4, 5].map((n) => `data_batch_${n}.bin`), 'test_batch.bin'] as const;

/**
 * Unpacks the archive into a temporary folder, which gets its final name when all six files are complete.
 * @throws Error for a truncated archive, a missing file, a wrong size, or a link instead of a file
 */
export async function unpackCifar10(archive: string, folder: string): Promise<void> {
  const files = await readArchive(archive);
  const staging = `${folder}.new-${process.pid}`;
  await rm(staging, { recursive: true, force: true });
  try {
    await mkdir(staging, { recursive: true });
    for (const [name, bytes] of files) await writeFileAtomic(path.join(staging, name), Buffer.from(bytes));
    await rm(folder, { recursive: true, force: true });
    await rename(staging, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function readArchive(archive: string): Promise<Map<string, Uint8Array>> {
  const name = path.basename(archive);
  const wanted = new Set<string>(cifar10Files);
  const found = new Map<string, Uint8Array>();
  let wrong: Error | undefined;
  const onReadEntry = (entry: ReadEntry): void => {
    const file = path.posix.basename(entry.path);
    try {
      if (wrong || !wanted.has(file)) return void entry.resume();
      if (entry.type !== 'File') throw new Error(`${name}: ${file} is a ${entry.type}, not a file: the archive is not CIFAR-10's`);
      if (found.has(file)) throw new Error(`${name} has ${file} twice: the archive is not CIFAR-10's`);
      checkBatchSize(file, entry.size); // checked before the bytes are read, so that a false size in a header uses no memory
    } catch (error) {
      wrong = error as Error;
      return void entry.resume();
    }
    const bytes = new Uint8Array(entry.size);
    let at = 0;
    found.set(file, bytes);
    entry.on('data', (chunk: Uint8Array) => {
      bytes.set(chunk, at);
      at += chunk.length;
    });
    entry.on('end', () => {
      if (at !== bytes.length) wrong ??= new Error(`${name}: ${file} ends after ${at} of ${bytes.length} bytes: the archive is truncated`);
    });
  };
  const { list } = await import('tar'); // with the first archive: most notebooks open none
  try {
    // tar limits the ratio of unpacked to packed size, against archives that would fill the disk; the six files have fixed sizes.
    await list({ file: archive, strict: true, maxReadSize: 1 << 20, onReadEntry });
  } catch (error) {
    throw wrong ?? new Error(`${name} cannot be unpacked (${(error as Error).message}): it is truncated or damaged`, { cause: error });
  }
  if (wrong) throw wrong;
  const missing = cifar10Files.filter((file) => !found.has(file));
  if (missing.length > 0) throw new Error(`${name} lacks ${missing.join(', ')}: it is truncated or not CIFAR-10's binary version`);
  return found;
}
