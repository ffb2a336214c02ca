/** Training with progress and live curves. Every tensor is freed, also after an error or an interrupt. */
import { elementAt } from '../core/data.js';
import { checkInteger, tf } from '../core/index.js';
import { interruptSignal, type LiveChart, liveChart, type Progress, showProgress } from '../display/index.js';
import { historyChart } from '../plots/index.js';
import { type BatchSource, batchSource, type FitData, type WeightedBatch } from './data.js';
import { evaluateOn } from './evaluate.js';
import {
  type EpochLogs,
  metricName,
  NaNLossError,
  type TrainingHistory,
  TrainingInterrupted,
  validationName,
  withSummary,
} from './history.js';
import { type Meter, meter } from './meter.js';
import { endingOf, type RunRecord, recordRun } from './run-record.js';
import { checkShapes } from './shapes.js';
import { trainStep } from './step.js';

/** Options of `fit`. */
export interface FitOptions {
  /** Number of passes through all the data; whole number, at least 1. Default 10. */
  epochs?: number;
  /** Examples in each step; at least 1, default 32. A stream makes its own batches. */
  batchSize?: number;
  /** Data for the measurement after each epoch; never used for training. Default: none. */
  validationData?: FitData;
  /** Seed of the order of the examples, which changes in each epoch; default 1. `null`: the order of the data. */
  seed?: number | null;
  /** Called after each epoch (from 1) with its values; `false` ends the training. Default: nothing is called. */
  onEpochEnd?: (epoch: number, logs: EpochLogs) => unknown;
  /** Ends the training when `valLoss` (without validation data: `loss`) has not improved for this many epochs. Default: never. */
  patience?: number;
  /** Live curves, default true. */
  chart?: boolean;
  /** A progress bar, default true. */
  progress?: boolean;
  /** Title of the curves and label of the bar. Default `'Training'`. */
  title?: string;
  /** Ends the training when aborted; default: the interrupt of the running cell. */
  signal?: AbortSignal;
}

/** Time in ms between two pauses, in which interrupts and messages are handled and the loss is read. */
const pause = 60;

/**
 * Trains a compiled model. It shows a progress bar and curves of loss and metrics that grow in place, stops at a loss that is not a number,
 * and leaves the model with the weights of the last step when interrupted. A step costs as much as `trainOnBatch`, without the wait for each
 * loss.
 *
 * @param model compiled with loss, optimizer and metrics
 * @param data `{ xs, ys }` as tensors (yours to dispose), typed arrays with `xShape`, nested arrays; or a function that returns the batches of
 *   an epoch, whose tensors `fit` disposes
 * @returns the history: `history.logs.loss`, `.accuracy`, `.valLoss`, … (one value an epoch) and `history.stepLoss`
 * @throws NaNLossError with the first such step; TrainingInterrupted (name `AbortError`), both with the history so far; RangeError for data
 *   that does not fit; Error for a model that is not compiled
 * @example
 * const history = await fit(model, train.tensors(), { epochs: 5, batchSize: 64, validationData: test.tensors() });
 * console.log(history.logs.valAccuracy.at(-1));
 */
export async function fit(model: tf.LayersModel, data: FitData, options: FitOptions = {}): Promise<TrainingHistory> {
  const { batchSize = 32, validationData, seed = 1, signal = interruptSignal() } = options;
  const epochs = checkInteger('epochs', options.epochs ?? 10, { min: 1 });
  if (seed !== null) checkInteger('seed', seed, { min: 0, max: 2 ** 32 - 1 });
  if (options.patience !== undefined) checkInteger('patience', options.patience, { min: 1 });
  const step = trainStep(model);
  const source = batchSource('data', data, batchSize);
  let held: BatchSource | undefined;
  const values = meter();
  let record: RunRecord | undefined;
  try {
    held = validationData && batchSource('validationData', validationData);
    checkShapes(model, 'validationData', held?.whole);
    const { title = 'Training' } = options;
    record = recordRun(model, { title, epochs, batchSize: typeof data === 'function' ? null : batchSize });
    const run = new Run(model, values, source, held, { ...options, epochs, signal, record });
    for (let epoch = 1; epoch <= epochs && !run.stopped; epoch++) {
      await run.epoch(epoch, step, seed === null ? undefined : (seed + Math.imul(epoch, 0x9e3779b1)) >>> 0);
    }
    run.end();
    record.end(run.stopped ?? 'done');
    return run.history();
  } catch (error) {
    record?.end(endingOf(error));
    throw error;
  } finally {
    values.dispose();
    source.dispose();
    held?.dispose();
  }
}

type RunOptions = FitOptions & { epochs: number; record: RunRecord };

/** The state of a run and its display. */
class Run {
  stopped: 'callback' | 'patience' | undefined;
  readonly #model: tf.LayersModel;
  readonly #values: Meter;
  readonly #source: BatchSource;
  readonly #held: BatchSource | undefined;
  readonly #options: RunOptions;
  readonly #begun = performance.now();
  readonly #logs: Record<string, number[]> = {};
  readonly #names: readonly string[];
  readonly #live: LiveChart | undefined;
  readonly #bar: Progress | undefined;
  #stepsPerEpoch: number;
  #done = 0;
  #paused = performance.now();

  constructor(model: tf.LayersModel, values: Meter, source: BatchSource, held: BatchSource | undefined, options: RunOptions) {
    this.#model = model;
    this.#values = values;
    this.#source = source;
    this.#held = held;
    this.#options = options;
    const { chart = true, progress = true, title = 'Training', epochs } = options;
    this.#names = model.metricsNames.map(metricName);
    this.#stepsPerEpoch = source.steps ?? 0;
    this.#live = chart ? liveChart({ every: 500 }) : undefined;
    this.#bar = progress ? showProgress(source.steps ? source.steps * epochs : Number.POSITIVE_INFINITY, { label: title }) : undefined;
  }

  async epoch(epoch: number, step: (batch: WeightedBatch) => tf.Scalar[], seed: number | undefined): Promise<void> {
    this.#values.reset();
    const before = this.#done;
    for await (const batch of this.#source.batches(seed)) {
      // A batch is freed even if something throws.
      const parts = [batch.xs, batch.ys, ...(batch.sampleWeight ? [batch.sampleWeight] : [])];
      try {
        if (this.#options.signal?.aborted) await this.#interrupt(epoch);
        this.#values.add(step(batch), batch.count);
      } finally {
        tf.dispose(parts);
      }
      this.#done++;
      if (this.#values.full() || performance.now() - this.#paused > pause) await this.#breathe(epoch);
    }
    await this.#read(epoch);
    if (this.#done === before) throw new RangeError('data must have at least one batch in each epoch, got none');
    this.#stepsPerEpoch = this.#done - before;
    if (this.#options.signal?.aborted) await this.#interrupt(epoch);
    const logs: Record<string, number> = Object.fromEntries(this.#names.map((name, k) => [name, this.#values.mean(k)]));
    if (this.#held) {
      const measured = await evaluateOn(this.#model, this.#held, this.#options.signal);
      for (const [name, value] of Object.entries(measured)) logs[validationName(name)] = value;
    }
    for (const [name, value] of Object.entries(logs)) {
      this.#logs[name] ??= [];
      this.#logs[name].push(value);
    }
    this.#options.record.epoch(epoch, logs);
    this.#show(epoch);
    if ((await this.#options.onEpochEnd?.(epoch, logs)) === false) this.stopped = 'callback';
    else if (this.#tired()) this.stopped = 'patience';
  }

  end(): void {
    this.#live?.end(() => this.#chart());
    this.#bar?.end(this.#note());
  }

  history(): TrainingHistory {
    return withSummary({
      logs: this.#logs,
      stepLoss: this.#values.losses,
      stepsPerEpoch: this.#stepsPerEpoch,
      epochs: this.#logs.loss?.length ?? 0,
      seconds: (performance.now() - this.#begun) / 1000,
      ...(this.stopped ? { stopped: this.stopped } : {}),
    });
  }

  /** Reads the losses, draws, and lets the kernel handle messages. */
  async #breathe(epoch: number): Promise<void> {
    await this.#read(epoch);
    this.#show(epoch);
    await new Promise((resume) => setImmediate(resume));
    this.#paused = performance.now();
  }

  async #read(epoch: number): Promise<void> {
    const bad = await this.#values.read();
    if (bad < 0) return;
    this.end();
    throw new NaNLossError(bad + 1, epoch, this.history(), elementAt(this.#values.losses, bad));
  }

  async #interrupt(epoch: number): Promise<never> {
    await this.#read(epoch);
    this.end();
    throw new TrainingInterrupted(this.history(), this.#done);
  }

  #show(epoch: number): void {
    this.#bar?.update(this.#done, `epoch ${epoch}/${this.#options.epochs} · ${this.#note()}`);
    this.#live?.update(() => this.#chart());
  }

  #note(): string {
    const last = (name: string) => this.#logs[name]?.at(-1);
    const loss = this.#values.losses.at(-1);
    const words = this.#names.flatMap((name) => [name, validationName(name)]).map((name) => [name, last(name)] as const);
    const measured = words.filter(([, value]) => value !== undefined).map(([name, value]) => `${name} ${value!.toPrecision(3)}`);
    return measured.length > 0 ? measured.join(' · ') : loss === undefined ? '' : `loss ${loss.toPrecision(3)}`;
  }

  #chart() {
    const { title = 'Training' } = this.#options;
    return historyChart(this.history(), { title });
  }

  #tired(): boolean {
    const { patience } = this.#options;
    const watched = this.#logs.valLoss ?? this.#logs.loss ?? [];
    if (patience === undefined || watched.length <= patience) return false;
    const best = Math.min(...watched.slice(0, -patience));
    return Math.min(...watched.slice(-patience)) >= best;
  }
}
