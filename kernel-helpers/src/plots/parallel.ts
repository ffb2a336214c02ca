/** Parallel coordinates: one line for each run through the axes of its hyperparameters, colored by its result. */
import { take, zip } from '../core/data.js';
import { chart } from './chart.js';
import { niceDomain, tidy } from './numbers.js';
import { powerText } from './powers.js';
import { chartWidth, ink, labelSize, sequentialColors } from './theme.js';
import type { Caption, Chart } from './types.js';

/** One axis. */
export interface ParallelAxis {
  name: string;
  /** One value for each run: numbers, or words and flags as categories. */
  values: readonly (string | number | boolean)[];
  /** Logarithmic scale, for positive numbers. */
  log?: boolean;
}

/** Options of `parallelChart`. */
export interface ParallelOptions extends Caption {
  /** Is less (default) or more of the last axis better? The best run is drawn on top, thick. */
  goal?: 'minimize' | 'maximize';
  /** Height of the plotting area, px, default 320. */
  height?: number;
}

/**
 * Runs as lines through parallel axes. The last axis is the result and gives the color; dark is good.
 * Runs whose result is not finite are left out.
 *
 * @param axes at least two, each with one value for each run; the last one numeric
 * @throws RangeError where axes differ in length, or no run has a finite result
 * @example parallelChart([{ name: 'learning rate', values: rates, log: true }, { name: 'width', values: widths }, { name: 'error', values: errors }], { title })
 */
export function parallelChart(axes: readonly ParallelAxis[], options: ParallelOptions): Chart {
  const result = axes.at(-1);
  if (axes.length < 2 || !result) throw new RangeError(`axes must be at least 2, got ${axes.length}`);
  for (const { name, values } of axes) {
    if (values.length !== result.values.length) {
      throw new RangeError(`axis '${name}' must have ${result.values.length} values, got ${values.length}`);
    }
  }
  const sign = options.goal === 'maximize' ? -1 : 1;
  const runs = result.values
    .map((value, run) => ({ run, merit: sign * Number(value) }))
    .filter(({ merit }) => Number.isFinite(merit))
    .sort((a, b) => b.merit - a.merit) // the best is drawn last, on top
    .map(({ run }) => run);
  if (runs.length === 0) throw new RangeError(`axis '${result.name}' must have a finite value, got none`);
  const scales = axes.map((axis) => ({ axis, scale: scaleOf(axis, take(axis.values, runs), axis === result) }));
  const points = scales.flatMap(({ axis, scale }, a) => pointsOf(axis, scale, a, runs, result));
  const byRun = points.sort((p, q) => p.z - q.z || p.a - q.a);
  const ticks = scales.flatMap(({ axis, scale }) => scale.ticks.map(({ text, at }) => ({ axis: axis.name, text, at })));
  const layer = parallelLayers(axes, byRun, ticks, result.name);
  return chart({ width: chartWidth - 30, height: options.height ?? 320, layer } as never, options);
}

/** A run on an axis. */
interface Point {
  run: number;
  /** Place in the order of drawing. */
  z: number;
  axis: string;
  a: number;
  at: number | null;
  value: number | string | null;
  /** From 0 for the worst run to 1 for the best. */
  merit: number;
  result: number | null;
}

function pointsOf(axis: ParallelAxis, scale: Scale, a: number, runs: readonly number[], result: ParallelAxis): Point[] {
  return Array.from(zip(take(axis.values, runs), take(result.values, runs)), ([value, outcome], z) => ({
    run: runs[z] ?? Number.NaN,
    z,
    axis: axis.name,
    a,
    at: tidy(scale.place(value)),
    value: typeof value === 'number' ? tidy(value) : String(value),
    merit: runs.length > 1 ? z / (runs.length - 1) : 1,
    result: tidy(Number(outcome)),
  }));
}

function parallelLayers(axes: readonly ParallelAxis[], points: readonly Point[], ticks: readonly object[], result: string): object[] {
  const labels = { labelAngle: 0, labelColor: ink.text, labelFontSize: 14, labelPadding: 10, labelLimit: 200 };
  const x = {
    field: 'axis',
    type: 'nominal',
    sort: axes.map(({ name }) => name),
    title: null,
    axis: { orient: 'top', domain: false, ticks: false, ...labels },
    scale: { padding: 0.35 },
  };
  const y = { field: 'at', type: 'quantitative', axis: null, scale: { domain: [0, 1], nice: false } };
  const color = { field: 'merit', type: 'quantitative', scale: { domain: [0, 1], range: sequentialColors.slice(1) }, legend: null };
  const order = { field: 'a', type: 'quantitative' };
  const tooltip = [
    { field: 'axis', type: 'nominal', title: 'hyperparameter' },
    { field: 'value', type: 'nominal', title: 'value' },
    { field: 'result', type: 'quantitative', title: result, format: '.4~g' },
  ];
  const best = points.at(-1)?.run;
  const tick = { type: 'text', align: 'left', baseline: 'middle', dx: 9, fontSize: labelSize };
  const tickAt = { x, y, text: { field: 'text', type: 'nominal' } };
  return [
    {
      data: { values: axes.map(({ name }) => ({ axis: name })) },
      mark: { type: 'rule', color: ink.axis, strokeWidth: 1.5 },
      encoding: { x, y: { datum: 0, type: 'quantitative', axis: null, scale: y.scale }, y2: { datum: 1 } },
    },
    {
      data: { values: points },
      mark: { type: 'line', strokeWidth: 2, opacity: 0.85 },
      encoding: { x, y, detail: { field: 'z', type: 'quantitative' }, order, color },
    },
    {
      data: { values: points.filter(({ run }) => run === best) },
      mark: { type: 'line', strokeWidth: 5, color: '#c93e00' },
      encoding: { x, y, order },
    },
    { data: { values: points }, mark: { type: 'point', size: 40 }, encoding: { x, y, color, tooltip } },
    // The outline of each number is drawn first, then the number.
    { data: { values: ticks }, mark: { ...tick, stroke: ink.card, strokeWidth: 4, strokeJoin: 'round' }, encoding: tickAt },
    { data: { values: ticks }, mark: { ...tick, color: ink.text }, encoding: tickAt },
  ];
}

interface Scale {
  place(value: string | number | boolean): number;
  ticks: { text: string; at: number }[];
}

/** Values of an axis to [0, 1]: numbers on a nice domain; words, and a few distinct numbers, evenly. */
function scaleOf(axis: ParallelAxis, used: readonly (string | number | boolean)[], isResult: boolean): Scale {
  const numeric = used.every((value) => typeof value === 'number');
  const distinct = [...new Set(used)];
  if (!numeric || (distinct.length <= 5 && !isResult)) {
    const names = numeric ? (distinct as number[]).sort((a, b) => a - b).map(String) : distinct.map(String).sort();
    const place = (value: string | number | boolean) => (names.indexOf(String(value)) + 0.5) / names.length;
    return { place, ticks: names.map((text) => ({ text, at: place(text) })) };
  }
  const numbers = used as number[];
  const [lo, hi] = niceDomain([Math.min(...numbers), Math.max(...numbers)], axis.log);
  const flat = (x: number) => (axis.log ? Math.log10(x) : x);
  const place = (value: string | number | boolean) => (flat(Number(value)) - flat(lo)) / (flat(hi) - flat(lo));
  const steps = axis.log
    ? Array.from({ length: Math.round(flat(hi) - flat(lo)) + 1 }, (_, i) => lo * 10 ** i)
    : Array.from({ length: 5 }, (_, i) => lo + ((hi - lo) * i) / 4);
  return {
    place,
    ticks: steps.map((value) => ({ text: axis.log ? powerText(value) : String(Number(value.toPrecision(3))), at: place(value) })),
  };
}
