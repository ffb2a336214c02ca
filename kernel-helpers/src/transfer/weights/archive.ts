import { promisify } from 'node:util';
import type { Entry, ZipFile } from 'yauzl';

/** The library is loaded with the first archive: most notebooks open none. */
const open = async (bytes: Buffer, options: { lazyEntries: boolean }): Promise<ZipFile> =>
  promisify<Buffer, { lazyEntries: boolean }, ZipFile>((await import('yauzl')).fromBuffer)(bytes, options);

/**
 * Reads the two parts of a `.keras` archive that the lab needs. Nothing is unpacked to disk; names are compared, never used as paths.
 * @param limit the largest size in bytes that a part may unpack to
 * @throws Error for a file that is not an archive, for a missing part, and for a part that is larger than the limit
 */
export async function readKerasArchive(bytes: Buffer, label: string, limit: number): Promise<{ config: string; weights: Uint8Array }> {
  let zip: ZipFile;
  try {
    zip = await open(bytes, { lazyEntries: true });
  } catch {
    throw new Error(`${label} is not a .keras archive, or it is cut short`);
  }
  const limits = new Map([
    ['config.json', 4 * 2 ** 20],
    ['model.weights.h5', limit],
  ]);
  const parts = new Map<string, Buffer>();
  try {
    for await (const entry of entries(zip, label)) {
      const most = limits.get(entry.fileName);
      if (most === undefined) continue;
      if (parts.has(entry.fileName)) throw new Error(`${label} holds ${entry.fileName} twice`);
      if (entry.uncompressedSize > most) {
        throw new Error(`${label}: ${entry.fileName} is refused: ${entry.uncompressedSize} bytes are more than ${most}`);
      }
      parts.set(entry.fileName, await unpack(zip, entry, most, label));
    }
  } finally {
    zip.close();
  }
  const [config, weights] = [parts.get('config.json'), parts.get('model.weights.h5')];
  if (!config || !weights) throw new Error(`${label}: ${config ? 'model.weights.h5' : 'config.json'} is missing`);
  return { config: config.toString('utf8'), weights };
}

async function* entries(zip: ZipFile, label: string): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | undefined>((resolve, reject) => {
      zip
        .once('entry', resolve)
        .once('end', () => resolve(undefined))
        .once('error', (error) => reject(new Error(`${label} is refused: ${error.message}`)));
      zip.readEntry();
    });
    zip.removeAllListeners();
    if (!entry) return;
    yield entry;
  }
}

async function unpack(zip: ZipFile, entry: Entry, most: number, label: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const stream = await promisify(
      zip.openReadStream.bind(zip) as (e: Entry, cb: (err: Error | null, s: NodeJS.ReadableStream) => void) => void,
    )(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) throw new Error('too large');
      chunks.push(chunk);
    }
  } catch (error) {
    throw new Error(`${label}: ${entry.fileName} cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`);
  }
  return Buffer.concat(chunks, size);
}
