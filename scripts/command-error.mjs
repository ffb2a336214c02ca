/**
 * The kind of an error, for code that handles it. `usage`: the arguments are wrong; `missing`: something has to be installed or made first;
 * `network`, `disk`: there is no connection or no space at the moment; `failed`: a program that was called did not succeed.
 * @typedef {'usage' | 'missing' | 'network' | 'disk' | 'failed'} ErrorKind
 */

/** An error for the user: its message is one plain sentence, shown without a stack; `remedy` says what to do. */
export class CommandError extends Error {
  /**
   * @param {string} message
   * @param {{ kind?: ErrorKind, remedy?: string, output?: string, cause?: unknown }} [options] `output`: what the called program printed
   */
  constructor(message, { kind = 'failed', remedy, output, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CommandError';
    /** @type {ErrorKind} */
    this.kind = kind;
    this.remedy = remedy;
    this.output = output;
  }
}

/**
 * True for an error for the user. It checks the fields and not the class, so that errors of the package do not have to import this file.
 * @param {unknown} error
 * @returns {error is Error & { kind: string, remedy?: string }}
 */
export const explainsItself = (error) => error instanceof Error && 'kind' in error && typeof error.kind === 'string';
