/**
 * Downloads a file so that it is either complete and correct, or does not exist.
 *
 * Bytes go to `<file>.part`, which a later call resumes (HTTP Range, guarded by the server's validator); the file itself appears by one
 * rename, after its size and hash passed. `<file>.json` records what was checked.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import pRetry from 'p-retry';
import writeFileAtomic from 'write-file-atomic';
import { DownloadError, explain } from './download-error.js';
import { transfer } from './http-transfer.js';
import { lockFile } from './lock.js';
import { type DownloadProgress, printProgress } from './progress.js';

/** What to download, and how to recognize it. */
export interface DownloadRequest {
  url: string;
  /** Path of the file; its folder is made. */
  file: string;
  /** Its exact size, if known. Default: not checked. */
  bytes?: number;
  /** Its SHA-256, lower-case hexadecimal. Default: not checked. */
  sha256?: string;
  /** Its MD5, if the publisher gives only that. Default: not checked. */
  md5?: string;
}

export interface DownloadOptions {
  /** Called when bytes arrive. Default: prints a line from time to time. */
  onProgress?: (progress: DownloadProgress) => void;
  /** Stops the download; the downloaded part is kept for the next call. Default: none. */
  signal?: AbortSignal;
  /** Number of new tries after a broken connection (default 4; the pauses grow from 1 s). */
  retries?: number;
  /** First pause between tries, in ms (default 1000). */
  retryPause?: number;
  /** The download stops if no bytes arrive for this time, in ms (default 60,000). */
  idleTimeout?: number;
}

/** The result of a download. */
export interface Downloaded {
  file: string;
  bytes: number;
  sha256: string;
  /** True if the file existed already and nothing was downloaded. */
  cached: boolean;
}

/**
 * Downloads a file unless it exists already.
 * @throws DownloadError, one line that says what is wrong and what to do: no connection, an error status, a web page instead of the file,
 *   wrong size or hash, a full disk. The target file is never half-written.
 */
export async function download(request: DownloadRequest, options: DownloadOptions = {}): Promise<Downloaded> {
  const { file, bytes } = request;
  const known = await recorded(request);
  if (known) return known;
  const part = `${file}.part`;
  await mkdir(path.dirname(file), { recursive: true });
  const unlock = await lockFile(`${file}.lock`, {
    signal: options.signal,
    onWait: (pid) => console.log(`${path.basename(file)}: process ${pid} downloads it too; waiting for that one`),
  });
  try {
    const { retries = 4, retryPause = 1000, signal } = options;
    if (bytes !== undefined) await checkSpace(part, bytes);
    await pRetry(
      () => transfer({ ...request, part }, { onProgress: options.onProgress ?? printProgress(), signal, idleTimeout: options.idleTimeout }),
      { retries, minTimeout: retryPause, signal, shouldRetry: ({ error }) => error instanceof DownloadError && error.transient },
    ).catch((error) => Promise.reject(explain(error, request.url, file)));
    return await accept(request, part);
  } finally {
    await unlock();
  }
}

/** Checks size and hash of the downloaded file. A wrong file is removed, a correct one gets its final name. */
async function accept({ url, file, bytes, sha256, md5 }: DownloadRequest, part: string): Promise<Downloaded> {
  const { size } = await stat(part);
  const found = await hashes(part);
  const wrong =
    bytes !== undefined && size !== bytes
      ? `has ${size} bytes instead of ${bytes}`
      : sha256 !== undefined && found.sha256 !== sha256
        ? `has the SHA-256 ${found.sha256} instead of ${sha256}`
        : md5 !== undefined && found.md5 !== md5
          ? `has the MD5 ${found.md5} instead of ${md5}`
          : undefined;
  if (wrong) {
    await Promise.all([rm(part, { force: true }), rm(`${part}.json`, { force: true })]);
    throw new DownloadError(`${url} ${wrong}: it was damaged on the way or replaced by its publisher. It was not kept; try again.`);
  }
  await writeFileAtomic(`${file}.json`, `${JSON.stringify({ url, bytes: size, sha256: found.sha256 }, null, 2)}\n`);
  await rename(part, file);
  await rm(`${part}.json`, { force: true });
  return { file, bytes: size, sha256: found.sha256, cached: false };
}

/** The file, if it exists and has not changed since its check. A file that the user put there is hashed once and then recorded. */
export async function recorded({ url, file, bytes, sha256, md5 }: DownloadRequest): Promise<Downloaded | undefined> {
  if (!existsSync(file)) return undefined;
  const { size } = await stat(file);
  const record = (await readJson(`${file}.json`)) as { bytes?: number; sha256?: string } | undefined;
  const asRecorded = record?.sha256 !== undefined && record.bytes === size && (sha256 === undefined || record.sha256 === sha256);
  if (asRecorded) return { file, bytes: size, sha256: record.sha256!, cached: true };
  const found = bytes === undefined || bytes === size ? await hashes(file) : undefined;
  const wanted = sha256 !== undefined ? found?.sha256 === sha256 : md5 === undefined || found?.md5 === md5;
  if (!found || !wanted) return undefined; // a wrong file: it is replaced after the download of the right one
  await writeFileAtomic(`${file}.json`, `${JSON.stringify({ url, bytes: size, sha256: found.sha256 }, null, 2)}\n`);
  return { file, bytes: size, sha256: found.sha256, cached: true };
}

export async function hashes(file: string): Promise<{ sha256: string; md5: string }> {
  const [sha256, md5] = [createHash('sha256'), createHash('md5')];
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    sha256.update(chunk);
    md5.update(chunk);
  }
  return { sha256: sha256.digest('hex'), md5: md5.digest('hex') };
}

export async function checkSpace(part: string, bytes: number): Promise<void> {
  const have = existsSync(part) ? (await stat(part)).size : 0;
  const { bavail, bsize } = await statfs(path.dirname(part));
  if (bavail * bsize < bytes - have) {
    const mb = (n: number) => `${Math.ceil(n / 1e6)} MB`;
    throw new DownloadError(
      `The disk of ${path.dirname(part)} has ${mb(bavail * bsize)} free: ${mb(bytes - have)} are needed. Free some, or put the cache elsewhere with LECTURE_LAB_CACHE=/path.`,
    );
  }
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
