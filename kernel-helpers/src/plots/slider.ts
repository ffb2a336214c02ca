/** A chart of lines with a slider that needs no kernel: the curves of all positions are computed before and are part of the chart. */
import { pairs } from 'd3-array';
import { checkSeries } from '../core/check.js';
import { chart } from './chart.js';
import { type LineSpec, lineSpec } from './line-spec.js';
import { namedSeries } from './lines.js';
import { readingLayer } from './reading.js';
import type { Chart, LineOptions, NamedSeries, Series } from './types.js';

/** The parameter that the slider moves. */
export interface SliderParameter {
  /** Shown beside the slider, for example `'β'`. */
  name: string;
  /** The values it can take, ascending. Evenly spaced values give a slider, others a menu. 20–100 values are sensible. */
  values: readonly number[];
  /** The value at the start and in print; the nearest of `values` is taken. Default: the middle one. */
  value?: number;
}

/** Options of `sliderChart`. */
export interface SliderOptions extends LineOptions {
  /** Lines that do not change with the slider, for example the raw data. Default: none. */
  fixed?: readonly NamedSeries[] | Readonly<Record<string, Series>>;
}

/**
 * A line chart with a slider over precomputed curves; it works with no kernel running: in a saved notebook and in exported HTML.
 *
 * @param parameter name and values of the slider
 * @param curves called once for every value, returns the lines for it: the same names for each
 * @param options as for `lineChart`, and `fixed` lines
 * @throws RangeError for values that are not numbers, or not ascending
 * @example sliderChart({ name: 'β', values: [0.5, 0.55, …, 0.95], value: 0.9 }, (beta) => ({ EWA: ewa(temperatures, beta) }),
 *   { title: 'How β smooths', fixed: { data: temperatures }, xLabel: 'day', yLabel: 'temperature [°C]' })
 */
export function sliderChart(
  parameter: SliderParameter,
  curves: (value: number) => readonly NamedSeries[] | Readonly<Record<string, Series>>,
  options: SliderOptions,
): Chart {
  const values = Array.from(checkSeries('values', parameter.values, { minLength: 2 }));
  if (pairs(values).some(([before, v]) => v <= before)) throw new RangeError(`values must be ascending, got ${values.join(', ')}`);
  const [low = Number.NaN] = values;
  const high = values.at(-1) ?? low;
  const step = (high - low) / (values.length - 1);
  const start = nearestIndex(values, parameter.value ?? values[Math.floor(values.length / 2)] ?? low);
  const even = values.every((v, i) => Math.abs(v - (low + i * step)) < 1e-6 * step);
  const clean = (v: number) => Number(v.toPrecision(10));
  const bind = even
    ? { input: 'range', min: clean(low), max: clean(high), step: clean(step), name: `${parameter.name}  ` }
    : { input: 'select', options: values.map((_, i) => i), labels: values.map(String), name: `${parameter.name}  ` };
  const frame = even ? `round((position - ${clean(low)}) / ${clean(step)})` : 'position';

  const frames = values.map((value) => namedSeries(curves(value)));
  const spec: LineSpec = lineSpec(frames, options, {
    fixed: namedSeries(options.fixed ?? []),
    filter: `!isValid(datum.f) || datum.f == ${frame}`,
  });
  const reading = readingLayer(`'${parameter.name.replace(/['\\]/g, '')} = ' + ${JSON.stringify(values.map(clean))}[${frame}]`);
  return chart(
    {
      ...spec,
      params: [{ name: 'position', value: even ? clean(values[start] ?? low) : start, bind }],
      layer: [...spec.layer, reading],
    } as LineSpec,
    options,
  );
}

function nearestIndex(values: readonly number[], wanted: number): number {
  const distances = values.map((v) => Math.abs(v - wanted));
  return distances.indexOf(Math.min(...distances));
}
