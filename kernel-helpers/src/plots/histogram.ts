/** Histograms: how values are distributed, one panel for each name. */
import { bin, extent } from 'd3-array';
import { checkInteger, checkSeries } from '../core/check.js';
import { chart } from './chart.js';
import { tidy } from './numbers.js';
import { stylesOf } from './palette.js';
import { chartWidth } from './theme.js';
import type { Caption, Chart, Series } from './types.js';

/** Options of `histogramChart`. */
export interface HistogramOptions extends Caption {
  /** Number of bins of equal width; whole number in [1, 500], default 40. */
  bins?: number;
  /** Axis title with unit. Default: none. */
  xLabel?: string;
  /** Only values in this range have bars; the shares are of all finite values, so they then sum to less than 1. Default: the range of the data. */
  domain?: readonly [number, number];
  /** Height of one panel, px. Default 260 for one, 90 for several. */
  height?: number;
}

/**
 * A histogram of shares (each panel sums to 1 over all its finite values), or one below the other for several names on one axis.
 * The values are counted here, so that a chart of a million values stays small.
 *
 * @param series `{ name: values, … }`, or one series
 * @throws RangeError for bins outside [1, 500]
 * @example histogramChart({ 'layer 1': signal1, 'layer 8': signal8 }, { title: 'Signal through eight layers', xLabel: 'activation' })
 */
export function histogramChart(series: Series | Readonly<Record<string, Series>>, options: HistogramOptions): Chart {
  const bins = checkInteger('bins', options.bins ?? 40, { min: 1, max: 500 });
  const named = Array.isArray(series) || ArrayBuffer.isView(series) ? { '': series as Series } : (series as Record<string, Series>);
  const names = Object.keys(named);
  for (const name of names) checkSeries(name || 'values', named[name], { allowNaN: true });
  const finite = Object.entries(named).map(([name, values]) => ({ name, values: Array.from(values).filter(Number.isFinite) }));
  const all = finite.map(({ values }) => extent(values));
  const lo = options.domain?.[0] ?? Math.min(...all.map(([a]) => a ?? 0));
  const hi = options.domain?.[1] ?? Math.max(...all.map(([, b]) => b ?? 1));
  const domain: [number, number] = lo < hi ? [lo, hi] : [lo - 0.5, hi + 0.5];
  const step = (domain[1] - domain[0]) / bins;
  const limits = Array.from({ length: bins - 1 }, (_, i) => domain[0] + step * (i + 1));
  const split = bin<number, number>().domain(domain).thresholds(limits);
  const rows = finite.flatMap(({ name, values }) => {
    const total = Math.max(1, values.length);
    return split(values).map((cell) => ({
      s: name,
      from: tidy(cell.x0),
      to: tidy(cell.x1),
      share: tidy(cell.length / total),
      count: cell.length,
    }));
  });
  const styles = stylesOf(names);
  const many = names.length > 1;
  const spec = {
    data: { values: rows },
    mark: { type: 'bar', binSpacing: 0, clip: true },
    width: chartWidth - 110,
    height: options.height ?? (many ? 90 : 260),
    encoding: {
      x: {
        field: 'from',
        type: 'quantitative',
        bin: 'binned',
        title: options.xLabel ?? null,
        axis: { grid: false, tickCount: 8 },
        scale: { domain, nice: false },
      },
      x2: { field: 'to' },
      y: {
        field: 'share',
        type: 'quantitative',
        title: many ? 'share' : 'share of values',
        axis: { tickCount: many ? 3 : 5, format: '.0%' },
      },
      ...(many
        ? {
            row: {
              field: 's',
              type: 'nominal',
              sort: names,
              title: null,
              header: { labelAngle: 0, labelOrient: 'top', labelAnchor: 'start', labelPadding: 2 },
              spacing: 12,
            },
            color: {
              field: 's',
              type: 'nominal',
              scale: { domain: names, range: names.map((name) => styles.get(name).color) },
              legend: null,
            },
          }
        : {}),
      tooltip: [
        { field: 'from', type: 'quantitative', title: 'from', format: '.4~g' },
        { field: 'to', type: 'quantitative', title: 'to', format: '.4~g' },
        { field: 'count', type: 'quantitative' },
        { field: 'share', type: 'quantitative', format: '.2%' },
      ],
    },
    ...(many ? { resolve: { scale: { y: 'independent' } } } : {}),
  };
  return chart(spec as never, options);
}
