/** The same training for several models and several seeds. */
import { checkOneOf, formatValue, type tf } from '../core/index.js';
import { liveChart, showProgress } from '../display/index.js';
import { comparisonChart } from '../plots/index.js';
import type { FitData } from './data.js';
import { type FitOptions, fit } from './fit.js';
import { NaNLossError, type TrainingHistory } from './history.js';

/** Builds a compiled model; the seed is for its initializers. */
export type ModelBuilder = (seed: number) => tf.LayersModel | Promise<tf.LayersModel>;

/** Options of `compareRuns`. */
export interface CompareOptions extends Omit<FitOptions, 'seed'> {
  /** One run for each seed; default `[1, 2, 3]`. The seed goes to the builder and to the order of the examples. */
  seeds?: readonly number[];
  /** The metric that is compared; default `valAccuracy`, else `accuracy`, else `valLoss`, else `loss`: the first one that the runs have. */
  metric?: string;
  /** A logarithmic axis for the metric. Default false. */
  log?: boolean;
  /** Called with each trained model before it is disposed. Default: nothing is called. */
  onRunEnd?: (run: TrainingRun, model: tf.LayersModel) => unknown;
}

/** One training of one variant. */
export interface TrainingRun {
  readonly name: string;
  readonly seed: number;
  readonly history: TrainingHistory;
  /** The first step at which the loss was not a number. Such a run counts as failed and is left out of the mean. */
  readonly failedAtStep?: number;
}

/** A variant over all its seeds, at the end of training. */
export interface RunSummary {
  readonly name: string;
  /** Mean over the runs that did not fail, and their standard deviation (n − 1; 0 for one run). */
  readonly mean: number;
  readonly spread: number;
  readonly runs: number;
  readonly failed: number;
}

/** All runs, and their summary by variant in the order given. */
export interface Comparison {
  readonly metric: string;
  readonly runs: readonly TrainingRun[];
  readonly summary: readonly RunSummary[];
}

/**
 * Trains each variant with each seed on the same data, and draws the mean of each with a band of one standard deviation, live.
 * Seeds are the outer loop, so that there is a comparison of all variants after the first seed. Models are disposed after their run.
 *
 * @param builders for each name a function that builds and compiles the model for a seed
 * @param data as for `fit`; tensors stay yours
 * @returns runs and summary
 * @throws RangeError for no builder or no seed, and what `fit` throws; if the loss is not a number, the run records it and nothing is thrown
 * @example
 * const { summary } = await compareRuns({ relu: (seed) => cnn('relu', seed), tanh: (seed) => cnn('tanh', seed) }, train, { epochs: 3,
 * validationData: test });
 * showTable(summary);
 */
export async function compareRuns(
  builders: Readonly<Record<string, ModelBuilder>>,
  data: FitData,
  options: CompareOptions = {},
): Promise<Comparison> {
  const {
    seeds = [1, 2, 3],
    title = 'Comparison',
    chart = true,
    progress = true,
    onRunEnd,
    metric: wanted,
    log = false,
    ...rest
  } = options;
  const names = Object.keys(builders);
  if (names.length === 0) throw new RangeError(`builders must have at least one model, got ${formatValue(builders)}`);
  if (seeds.length === 0) throw new RangeError(`seeds must have at least one seed, got ${formatValue(seeds)}`);
  const runs: TrainingRun[] = [];
  let metric = wanted ?? 'loss';
  const live = chart ? liveChart({ every: 0 }) : undefined;
  const bar = progress ? showProgress(names.length * seeds.length, { label: title, unit: 'runs' }) : undefined;
  const subtitle = `${seeds.length} seed${seeds.length === 1 ? '' : 's'}, mean and one standard deviation`;
  const draw = () => comparisonChart(curvesOf(names, runs, metric), { title, subtitle, metric, log });
  try {
    for (const seed of seeds) {
      for (const [name, build] of Object.entries(builders)) {
        const model = await build(seed);
        try {
          const run = await oneRun(name, seed, model, data, rest);
          runs.push(run);
          metric = chooseMetric(runs, wanted);
          await onRunEnd?.(run, model);
        } finally {
          disposeModel(model);
        }
        bar?.step(`${name}, seed ${seed}`);
        if (runs.some((run) => run.failedAtStep === undefined)) live?.update(draw);
      }
    }
  } finally {
    live?.end();
    bar?.end();
  }
  return { metric, runs, summary: names.map((name) => summarize(name, runs, metric)) };
}

/** The curves of the variants that have a run to show. */
function curvesOf(names: readonly string[], runs: readonly TrainingRun[], metric: string) {
  const curves = names.map((name) => ({ name, runs: sound(runs, name).map(({ history }) => history.logs[metric] ?? []) }));
  return curves.filter((curve) => curve.runs.length > 0);
}

async function oneRun(name: string, seed: number, model: tf.LayersModel, data: FitData, options: FitOptions): Promise<TrainingRun> {
  try {
    return { name, seed, history: await fit(model, data, { ...options, seed, chart: false, progress: false }) };
  } catch (error) {
    if (!(error instanceof NaNLossError)) throw error;
    return { name, seed, history: error.history, failedAtStep: error.step };
  }
}

/** Disposes the model's weights and the optimizer's state. */
function disposeModel(model: tf.LayersModel): void {
  const { optimizer } = model;
  model.dispose();
  optimizer?.dispose();
}

const sound = (runs: readonly TrainingRun[], name: string) => runs.filter((run) => run.name === name && run.failedAtStep === undefined);

function chooseMetric(runs: readonly TrainingRun[], wanted: string | undefined): string {
  const measured = Object.keys(runs.find((run) => run.failedAtStep === undefined)?.history.logs ?? {});
  if (measured.length === 0) return wanted ?? 'loss';
  if (wanted !== undefined) return checkOneOf('metric', wanted, measured);
  return ['valAccuracy', 'accuracy', 'valLoss'].find((name) => measured.includes(name)) ?? 'loss';
}

function summarize(name: string, runs: readonly TrainingRun[], metric: string): RunSummary {
  const all = runs.filter((run) => run.name === name);
  const last = sound(runs, name).map(({ history }) => history.logs[metric]?.at(-1) ?? Number.NaN);
  const mean = last.reduce((sum, v) => sum + v, 0) / last.length;
  const squares = last.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  return {
    name,
    mean,
    spread: last.length > 1 ? Math.sqrt(squares / (last.length - 1)) : 0,
    runs: all.length,
    failed: all.length - last.length,
  };
}
