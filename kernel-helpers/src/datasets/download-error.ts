/** A download that failed; one line says why and what to do. If it is `transient`, another try may succeed. */
export class DownloadError extends Error {
  override name = 'DownloadError';
  readonly transient: boolean;

  constructor(message: string, options: { transient?: boolean; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.transient = options.transient ?? false;
  }
}

const codesOfNoNetwork = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH']);

/** The error code of fetch's "fetch failed", which may be anywhere in the chain of causes. */
export function codeOf(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    const { code, errors } = e as { code?: string; errors?: { code?: string }[] };
    if (code) return code;
    if (errors?.[0]?.code) return errors[0].code;
  }
  return undefined;
}

/** Makes a DownloadError of any error of a download; an abort by the user is not changed. */
export function explain(error: unknown, url: string, file: string): Error {
  if (error instanceof DownloadError) return error;
  if (error instanceof Error && error.name === 'AbortError') return error;
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new DownloadError(
      `The disk is full: ${file} could not be written. Free some space and run it again (it continues where it stopped), or put the cache elsewhere with LECTURE_LAB_CACHE=/path.`,
      { cause: error },
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new DownloadError(`${file} may not be written (${code}). Put the cache elsewhere with LECTURE_LAB_CACHE=/path.`, {
      cause: error,
    });
  }
  const { host } = new URL(url);
  if (code && codesOfNoNetwork.has(code)) {
    return new DownloadError(`${host} cannot be reached (${code}): check the network connection, then run it again.`, {
      transient: true,
      cause: error,
    });
  }
  const what = error instanceof Error ? error.message : String(error);
  return new DownloadError(`The connection to ${host} broke (${code ?? what}): run it again, it continues where it stopped.`, {
    transient: true,
    cause: error,
  });
}
