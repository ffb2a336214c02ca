/** The file of a search: one JSON line for each run, written when the run ends, so that an interrupted search continues where it stopped. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** One finished run. */
export interface SearchRun<C = Readonly<Record<string, string | number | boolean>>> {
  /** Number of the configuration, from 0. */
  readonly id: number;
  readonly config: C;
  /** Budget of the run: epochs, steps or examples, as `evaluate` uses it. */
  readonly budget: number;
  /** Validation metric; NaN where the run diverged. */
  readonly value: number;
  readonly seconds: number;
  /** True if the median rule stopped the run. */
  readonly stopped: boolean;
  /** Values reported during the run: `[step, value]`. */
  readonly curve?: readonly (readonly [step: number, value: number | null])[];
}

/** Storage of runs. */
export interface RunStore {
  /** The runs that the storage held at the start. */
  readonly done: readonly SearchRun[];
  add(run: SearchRun): void;
}

/** Keeps runs in memory only. */
export const memoryStore = (): RunStore => ({ done: [], add: () => {} });

/**
 * Keeps runs in a file (JSON lines). The first line says which search it is; a half-written last line is dropped.
 * @throws RangeError where the file holds another search
 */
export function fileStore(file: string, search: unknown): RunStore {
  const header = JSON.stringify({ search });
  if (!existsSync(file)) {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    writeFileSync(file, `${header}\n`);
    return store(file, []);
  }
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  const [first = '', ...lines] = whole.split('\n').filter((line) => line !== '');
  if (first !== header) {
    throw new RangeError(`file must hold this search (space, method, seed, …), got another one in '${file}'; name a new file`);
  }
  return store(
    file,
    lines.map((line) => {
      const run = JSON.parse(line) as SearchRun & { value: number | null };
      return { ...run, value: run.value ?? Number.NaN };
    }),
  );
}

function store(file: string, done: SearchRun[]): RunStore {
  return {
    done,
    add: (run) => appendFileSync(file, `${JSON.stringify(run)}\n`),
  };
}
