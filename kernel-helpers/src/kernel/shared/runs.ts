/** Training runs: what `fit` says of each, and how that adds up. Every reader checks: a line of a file may be damaged. */

export interface RunSettings {
  readonly title: string;
  readonly optimizer: string;
  /** null where the optimizer says none. */
  readonly learningRate: number | null;
  readonly loss: string;
  readonly epochs: number;
  /** null for a stream, which makes its own batches. */
  readonly batchSize: number | null;
  /** `dense 32 relu`, one text a layer. */
  readonly layers: readonly string[];
  /** Number of weights. */
  readonly parameters: number;
}

export type RunEnding = 'done' | 'callback' | 'patience' | 'interrupted' | 'NaN' | 'failed';

export type RunEvent =
  | { readonly type: 'begin'; readonly run: string; readonly at: string; readonly settings: RunSettings }
  | { readonly type: 'epoch'; readonly run: string; readonly epoch: number; readonly logs: Readonly<Record<string, number | null>> }
  | { readonly type: 'end'; readonly run: string; readonly how: RunEnding; readonly seconds: number };

/** A run as far as it is known. */
export interface Run {
  readonly id: string;
  /** From 1 in its session. */
  readonly number: number;
  readonly begun: string;
  readonly settings: RunSettings;
  /** Complete epochs. */
  epochs: number;
  /** By name: epoch and value; of a long run some epochs only. */
  readonly logs: Record<string, [epoch: number, value: number | null][]>;
  best: { readonly name: string; readonly epoch: number; readonly value: number } | null;
  /** null while it runs, and for ever where its kernel was ended. */
  how: RunEnding | null;
  seconds: number | null;
}

/** The runs of one session of a notebook. */
export interface SessionRuns {
  readonly id: string;
  readonly begun: string;
  readonly runs: readonly Run[];
}

/** Older runs of one session are forgotten. */
const mostRuns = 300;

/** Every epoch up to 256, every second one up to 512, and so on: a run of a million epochs has less than 2000 points. */
export const isKept = (epoch: number): boolean => epoch <= 256 || epoch % 2 ** Math.ceil(Math.log2(epoch / 256)) === 0;

const watched = ['valAccuracy', 'valLoss', 'accuracy', 'loss'];

export class RunLog {
  readonly #runs = new Map<string, Run>();
  #count = 0;

  get runs(): readonly Run[] {
    return [...this.#runs.values()];
  }

  add(event: RunEvent): void {
    if (event.type === 'begin') this.#begin(event);
    else {
      const run = this.#runs.get(event.run);
      if (run && event.type === 'epoch') addEpoch(run, event);
      else if (run && event.type === 'end') Object.assign(run, { how: event.how, seconds: event.seconds });
    }
  }

  #begin({ run: id, at: begun, settings }: Extract<RunEvent, { type: 'begin' }>): void {
    const logs: Run['logs'] = Object.create(null); // a damaged file may name a series `__proto__`
    this.#runs.set(id, { id, number: ++this.#count, begun, settings, epochs: 0, logs, best: null, how: null, seconds: null });
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > mostRuns && oldest !== undefined) this.#runs.delete(oldest);
  }
}

function addEpoch(run: Run, { epoch, logs }: Extract<RunEvent, { type: 'epoch' }>): void {
  run.epochs = Math.max(run.epochs, epoch);
  for (const [name, value] of isKept(epoch) ? Object.entries(logs) : []) {
    run.logs[name] ??= [];
    run.logs[name].push([epoch, value]);
  }
  const name = watched.find((one) => typeof logs[one] === 'number');
  const value = name === undefined ? undefined : logs[name];
  if (name === undefined || typeof value !== 'number') return;
  const isBetter = !run.best || (/accuracy/i.test(name) ? value > run.best.value : value < run.best.value);
  if (isBetter) run.best = { name, epoch, value };
}

/** An event as a line of a file may hold it; undefined for everything else. */
export function readEvent(line: string): RunEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isEvent(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumberOrNull = (value: unknown): boolean => typeof value === 'number' || value === null;

export function isEvent(value: unknown): value is RunEvent {
  if (!isRecord(value) || typeof value.run !== 'string') return false;
  const { type, settings, logs } = value;
  if (type === 'begin') return typeof value.at === 'string' && isSettings(settings);
  if (type === 'epoch') return Number.isInteger(value.epoch) && isRecord(logs) && Object.values(logs).every(isNumberOrNull);
  return type === 'end' && typeof value.how === 'string' && typeof value.seconds === 'number';
}

function isSettings(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { title, optimizer, learningRate, loss, epochs, batchSize, layers, parameters } = value;
  return (
    [title, optimizer, loss].every((text) => typeof text === 'string') &&
    [learningRate, batchSize].every(isNumberOrNull) &&
    [epochs, parameters].every((number) => typeof number === 'number') &&
    Array.isArray(layers) &&
    layers.every((layer) => typeof layer === 'string')
  );
}
