/** One try to download the missing bytes of a file into its part file. */
import { existsSync } from 'node:fs';
import { type FileHandle, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { DownloadError, explain } from './download-error.js';
import type { DownloadProgress } from './progress.js';

interface Job {
  url: string;
  file: string;
  part: string;
  bytes?: number;
}

interface TransferOptions {
  onProgress: (progress: DownloadProgress) => void;
  signal?: AbortSignal;
  idleTimeout?: number;
}

/** The file that the part belongs to: the download may be resumed only while the server has the same file. */
interface PartRecord {
  url: string;
  validator: string | null;
}

export async function transfer(job: Job, { onProgress, signal, idleTimeout = 60_000 }: TransferOptions): Promise<void> {
  const { url, file, part, bytes } = job;
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(), idleTimeout);
  try {
    const resume = await resumable(job);
    if (resume && resume.have === bytes) return; // the part is complete, only the check is left
    const response = await fetch(url, {
      headers: resume
        ? { range: `bytes=${resume.have}-`, 'if-range': resume.validator, 'accept-encoding': 'identity' }
        : { 'accept-encoding': 'identity' },
      signal: signal ? AbortSignal.any([signal, idle.signal]) : idle.signal,
    });
    const start = await checkResponse(response, job, resume?.have ?? 0);
    const total = bytes ?? totalOf(response, start);
    if (start === 0) await writeFile(`${part}.json`, JSON.stringify({ url, validator: validatorOf(response) } satisfies PartRecord));
    const handle = await open(part, start === 0 ? 'w' : 'a');
    try {
      await copy(response, handle, { start, total, url, onProgress, onChunk: () => timer.refresh() });
    } finally {
      await handle.close();
    }
  } catch (error) {
    await dropEmpty(part);
    signal?.throwIfAborted();
    if (idle.signal.aborted) {
      throw new DownloadError(
        `${new URL(url).host} sent nothing for ${idleTimeout / 1000} s: run it again, it continues where it stopped.`,
        {
          transient: true,
        },
      );
    }
    throw explain(error, url, file);
  } finally {
    clearTimeout(timer);
  }
}

/** A try without any bytes leaves no file. */
async function dropEmpty(part: string): Promise<void> {
  const size = await stat(part).then(
    (found) => found.size,
    () => 0,
  );
  if (size === 0) await Promise.all([rm(part, { force: true }), rm(`${part}.json`, { force: true })]);
}

/** The number of bytes of the part that can be kept: all, if it belongs to this URL and the server named a validator; else none. */
async function resumable({ url, part, bytes }: Job): Promise<{ have: number; validator: string } | undefined> {
  if (!existsSync(part)) return undefined;
  const have = (await stat(part)).size;
  const record = await readFile(`${part}.json`, 'utf8')
    .then((text) => JSON.parse(text) as PartRecord)
    .catch(() => undefined);
  if (record?.url === url && record.validator && have > 0 && (bytes === undefined || have <= bytes))
    return { have, validator: record.validator };
  return undefined;
}

/** Refuses a response that is not the file. @returns the position at which the body starts */
async function checkResponse(response: Response, { url, part, bytes }: Job, have: number): Promise<number> {
  const { status } = response;
  if (status === 416) {
    await rm(part, { force: true });
    throw new DownloadError(`${url} has changed since its first part was downloaded: the download starts again.`, { transient: true });
  }
  if (!response.ok) {
    const transient = status === 429 || status >= 500;
    throw new DownloadError(`${url} cannot be downloaded: the server answered ${status} ${response.statusText}.`.replace(' .', '.'), {
      transient,
    });
  }
  if (/^text\/html\b/.test(response.headers.get('content-type') ?? '')) throw webPage(url);
  const start = status === 206 ? Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? -1) : 0;
  if (start !== 0 && start !== have) throw new DownloadError(`${url}: the server answered with another range than was asked for.`);
  const total = totalOf(response, start);
  if (bytes !== undefined && total !== undefined && total !== bytes) {
    throw new DownloadError(
      `${url} has ${total} bytes instead of ${bytes}: its publisher replaced it, or something in between changed it.`,
    );
  }
  return start;
}

const webPage = (url: string) =>
  new DownloadError(`${url} gave a web page instead of the file: a login page of the network, or the file has moved.`);

/** The ETag (only a strong one, as If-Range requires), else the date. */
function validatorOf({ headers }: Response): string | null {
  const etag = headers.get('etag');
  return etag && !etag.startsWith('W/') ? etag : headers.get('last-modified');
}

function totalOf({ headers }: Response, start: number): number | undefined {
  const length = headers.get('content-length');
  // If a proxy compresses the file, the length in its header is not the one of the file.
  return length === null || headers.has('content-encoding') ? undefined : start + Number(length);
}

interface CopyOptions {
  start: number;
  total: number | undefined;
  url: string;
  onProgress: (progress: DownloadProgress) => void;
  onChunk: () => void;
}

async function copy(response: Response, handle: FileHandle, { start, total, url, onProgress, onChunk }: CopyOptions): Promise<void> {
  const begin = performance.now();
  let received = start;
  for await (const chunk of response.body!) {
    if (received === 0 && /^\s*<(!doctype html|html)/i.test(Buffer.from(chunk.subarray(0, 200)).toString('latin1'))) throw webPage(url);
    received += chunk.length;
    if (total !== undefined && received > total) throw new DownloadError(`${url} sends more than ${total} bytes: that is not the file.`);
    for (let done = 0; done < chunk.length; ) done += (await handle.write(chunk, done)).bytesWritten;
    onChunk();
    onProgress({ received, total, rate: (received - start) / ((performance.now() - begin) / 1000), url });
  }
  if (total !== undefined && received < total) {
    throw new DownloadError(
      `${new URL(url).host} closed the connection after ${received} of ${total} bytes: run it again, it continues where it stopped.`,
      {
        transient: true,
      },
    );
  }
}
