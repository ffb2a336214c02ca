/** Curves of training runs. */

import { deviation, mean } from 'd3-array';
import { formatValue } from '../core/check.js';
import { elementAt } from '../core/data.js';
import { chart } from './chart.js';
import { lineSpec } from './line-spec.js';
import { lineChart } from './lines.js';
import type { Caption, Chart, NamedSeries, Series } from './types.js';

/** The course of a training run, as `fit` returns it. */
export interface Curves {
  /** By name, one value for each epoch: `loss`, `accuracy`, `valLoss`, `valAccuracy`, … */
  logs: Readonly<Record<string, Series>>;
  /** The loss of each step, drawn thin behind the epochs' means. Default: none. */
  stepLoss?: Series;
  /** How many of its steps make an epoch. Default: all of them. */
  stepsPerEpoch?: number;
}

/** The largest number of points of the thin curve; more are not visible at this width. */
const mostSteps = 300;

/**
 * Loss and metrics of a run over its epochs, one panel each, training and validation in one panel.
 * @example showChart(historyChart(await fit(model, data), { title: 'Digits' }))
 */
export function historyChart(history: Curves, caption: Caption): Chart {
  const { logs } = history;
  const metrics = ['loss', ...Object.keys(logs).filter((name) => name !== 'loss' && !isValidation(name))];
  const panels = metrics.map((name) => {
    const lines: NamedSeries[] = [];
    const train = logs[name] ?? [];
    const valid = logs[validation(name)];
    if (name === 'loss' && history.stepLoss && history.stepLoss.length > 1) lines.push(stepCurve(history.stepLoss, history.stepsPerEpoch));
    lines.push({ name: 'train', y: train, as: 'both' });
    if (valid) lines.push({ name: 'validation', y: valid, as: 'both' });
    const epochs = Math.max(1, train.length, ...lines.map(({ x }) => Math.ceil(Number(x?.[x.length - 1] ?? 0))));
    return lineSpec([lines], { ...caption, xStart: 1, xDomain: [0, epochs], xLabel: 'epoch', yLabel: words(name), height: 190 });
  });
  return chart({ vconcat: panels, spacing: 18, resolve: { scale: { color: 'independent' } } } as never, {
    description: describe(logs),
    ...caption,
  });
}

function stepCurve(losses: Series, stepsPerEpoch: number | undefined): NamedSeries {
  const perEpoch = stepsPerEpoch || losses.length;
  const stride = Math.max(1, Math.ceil(losses.length / mostSteps));
  const count = Math.ceil(losses.length / stride);
  const average = (k: number) => mean(Array.prototype.slice.call(losses, k * stride, (k + 1) * stride) as number[]) ?? Number.NaN;
  return {
    name: 'each step',
    x: Float64Array.from({ length: count }, (_, k) => Math.min(losses.length, (k + 1) * stride) / perEpoch),
    y: Float64Array.from({ length: count }, (_, k) => average(k)),
    color: '#8fa8d6',
    width: 1,
    label: false,
  };
}

/** One variant of a comparison: for each run its values by epoch. */
export interface RunCurves {
  name: string;
  runs: readonly Series[];
}

/**
 * Mean over runs with a band of one standard deviation for each variant.
 * @param variants runs may differ in length; each epoch counts the runs that reached it
 * @param options.metric its name, for the axis
 * @param options.log a logarithmic axis for it, default false
 */
export function comparisonChart(variants: readonly RunCurves[], options: Caption & { metric: string; log?: boolean }): Chart {
  if (variants.length === 0) throw new RangeError(`variants must have at least one entry, got ${formatValue(variants)}`);
  const { metric, log = false, ...caption } = options;
  const lines = variants.map(({ name, runs }) => {
    const epochs = Math.max(0, ...runs.map((run) => run.length));
    const at = Array.from({ length: epochs }, (_, k) => runs.filter((run) => run.length > k).map((run) => run[k]!));
    const means = at.map((values) => mean(values) ?? Number.NaN);
    const spreads = at.map((values) => deviation(values) ?? 0);
    const band =
      runs.length > 1 ? { low: means.map((m, k) => m - elementAt(spreads, k)), high: means.map((m, k) => m + elementAt(spreads, k)) } : {};
    return { name, y: means, as: epochs > 30 ? 'line' : 'both', ...band } satisfies NamedSeries;
  });
  return lineChart(lines, { ...caption, xStart: 1, xLabel: 'epoch', yLabel: words(metric), yLog: log });
}

const validation = (name: string) => `val${name.charAt(0).toUpperCase()}${name.slice(1)}`;
const isValidation = (name: string) => /^val[A-Z]/.test(name);

/** `valAccuracy` → `validation accuracy`. */
const words = (name: string) =>
  name
    .replace(/^val(?=[A-Z])/, 'validation')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

function describe(logs: Readonly<Record<string, Series>>): string {
  const parts = Object.entries(logs)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => `${words(name)} from ${values[0]!.toPrecision(3)} to ${values[values.length - 1]!.toPrecision(3)}`);
  const epochs = Math.max(0, ...Object.values(logs).map((values) => values.length));
  return parts.length > 0
    ? `Training curves over ${epochs} epochs: ${parts.join(', ')}.`
    : 'Training curves, before the end of the first epoch.';
}
