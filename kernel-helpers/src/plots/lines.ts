/** Lines of several named series: the most common chart of the lab. */
import { chart } from './chart.js';
import { type LineSpec, lineSpec } from './line-spec.js';
import type { Chart, LineOptions, NamedSeries, Series } from './types.js';

/** Turns `{ relu: [...], tanh: [...] }` into named series. */
export function namedSeries(series: readonly NamedSeries[] | Readonly<Record<string, Series>>): readonly NamedSeries[] {
  return Array.isArray(series) ? series : Object.entries(series as Record<string, Series>).map(([name, y]) => ({ name, y }));
}

/**
 * A line chart of named series, each labelled at its end (no legend) and colored by `colorOf`; hovering shows name and values.
 *
 * @param series an array of `NamedSeries`, or simply `{ name: values, … }`
 * @param options title (required), axis titles, logarithmic axes, bands, guides
 * @throws RangeError where there is no series, or x and y differ in length
 * @example lineChart({ 'β = 0.9': smooth, data: raw }, { title: 'Daily maximum', xLabel: 'day', yLabel: 'temperature [°C]' })
 * @example lineChart([{ name: 'Adam', y: mean, low, high }], { title: 'Loss over 5 seeds', xLabel: 'epoch', yLabel: 'loss', yLog: true })
 */
export function lineChart(series: readonly NamedSeries[] | Readonly<Record<string, Series>>, options: LineOptions): Chart {
  const spec: LineSpec = lineSpec([namedSeries(series)], options);
  return chart(spec, options);
}
