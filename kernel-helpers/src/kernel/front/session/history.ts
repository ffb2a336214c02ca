/** The cells of this session, for `history_request`. */
import type { Dict } from '../messages/index.js';

interface Entry {
  readonly line: number;
  readonly input: string;
  output: string | undefined;
}

const session = 1;

export class History {
  readonly #entries: Entry[] = [];

  add(line: number, input: string): void {
    this.#entries.push({ line, input, output: undefined });
  }

  /** Notes the text of a cell's value. */
  setOutput(line: number, output: string): void {
    const entry = this.#entries.at(-1);
    if (entry?.line === line) entry.output = output;
  }

  /** Answers a `history_request`: tuples of session, line and input, or of session, line and [input, output]. */
  answer(request: Dict): unknown[] {
    const found = this.#find(request);
    return found.map(({ line, input, output }) => [session, line, request.output ? [input, output ?? null] : input]);
  }

  #find(request: Dict): Entry[] {
    const n = typeof request.n === 'number' && request.n > 0 ? request.n : undefined;
    if (request.hist_access_type === 'tail') return n === undefined ? [...this.#entries] : this.#entries.slice(-n);
    if (request.hist_access_type === 'range') {
      if (typeof request.session === 'number' && request.session > 0 && request.session !== session) return [];
      const start = typeof request.start === 'number' ? request.start : 1;
      const stop = typeof request.stop === 'number' ? request.stop : Number.POSITIVE_INFINITY;
      return this.#entries.filter(({ line }) => line >= start && line < stop);
    }
    if (request.hist_access_type === 'search') {
      const pattern = globPattern(String(request.pattern ?? '*'));
      let found = this.#entries.filter(({ input }) => pattern.test(input));
      if (request.unique) found = found.filter(({ input }, i) => !found.slice(i + 1).some((later) => later.input === input));
      return n === undefined ? found : found.slice(-n);
    }
    return [];
  }
}

/** A shell pattern (`*`, `?`) that matches the whole input. */
function globPattern(glob: string): RegExp {
  const source = glob
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}
