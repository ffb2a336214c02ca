import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';

const recordSchema = z.object({ shape: z.array(z.int().positive()), labels: z.array(z.int().min(0).max(255)), sha256: z.string() });

/** What a cache file holds. */
export interface CachedFeatures {
  readonly values: Float32Array;
  /** Count first. */
  readonly shape: readonly number[];
  readonly labels: Uint8Array;
}

/** The features under a key, or undefined where there are none or the file is not complete. */
export async function readFeatures(folder: string, key: string): Promise<CachedFeatures | undefined> {
  const [data, text] = await Promise.all([
    readFile(path.join(folder, `${key}.f32`)),
    readFile(path.join(folder, `${key}.json`), 'utf8'),
  ]).catch(() => []);
  if (!data || !text) return undefined;
  try {
    const { shape, labels, sha256 } = recordSchema.parse(JSON.parse(text));
    const size = shape.reduce((a, b) => a * b, 1);
    if (data.length !== 4 * size || createHash('sha256').update(data).digest('hex') !== sha256) return undefined;
    return {
      values: new Float32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.length)),
      shape,
      labels: Uint8Array.from(labels),
    };
  } catch {
    return undefined; // a damaged record counts as none: the features are computed again
  }
}

/** Streams features to a file, which gets its name only when it is complete. */
export class FeatureWriter {
  readonly #hash: Hash = createHash('sha256');
  readonly #folder: string;
  readonly #key: string;
  readonly #part: string;
  readonly #handle: FileHandle;

  /** Use {@link FeatureWriter.start}, which opens the file. */
  constructor(folder: string, key: string, part: string, handle: FileHandle) {
    this.#folder = folder;
    this.#key = key;
    this.#part = part;
    this.#handle = handle;
  }

  static async start(folder: string, key: string): Promise<FeatureWriter> {
    await mkdir(folder, { recursive: true });
    const part = path.join(folder, `${key}.${process.pid}.part`);
    return new FeatureWriter(folder, key, part, await open(part, 'w'));
  }

  async add(values: Float32Array): Promise<void> {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.#hash.update(bytes);
    await this.#handle.write(bytes);
  }

  async finish(shape: readonly number[], labels: ArrayLike<number>): Promise<void> {
    await this.#handle.close();
    const record = { shape, labels: Array.from(labels), sha256: this.#hash.digest('hex') };
    await rename(this.#part, path.join(this.#folder, `${this.#key}.f32`));
    await writeFileAtomic(path.join(this.#folder, `${this.#key}.json`), JSON.stringify(record));
  }

  async abandon(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#part, { force: true });
  }
}
