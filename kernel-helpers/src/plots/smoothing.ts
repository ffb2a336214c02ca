/** The weights of an average, as bars. */
import { checkSeries } from '../core/check.js';
import { chart } from './chart.js';
import { tidy } from './numbers.js';
import { stylesOf } from './palette.js';
import { chartWidth } from './theme.js';
import type { Caption, Chart, Series } from './types.js';

/** Options of `weightChart`. */
export interface WeightOptions extends Caption {
  /** Title of the axis of steps back, default `'days ago'`. */
  xLabel?: string;
  /** The first `window` bars of a name have the full color, the others are pale: the weight of about 1/(1 − β) values. Default: all are full. */
  windows?: Readonly<Record<string, number>>;
  /** Height of a panel, px, default 110. */
  height?: number;
}

/**
 * The weights that an average gives to the values 0, 1, 2, … steps back, one panel for each name on a common axis of steps.
 * @example weightChart({ 'β = 0.9': ewaWeights(0.9, 60) }, { title: 'Weights', windows: { 'β = 0.9': 10 } })
 */
export function weightChart(weights: Readonly<Record<string, Series>>, options: WeightOptions): Chart {
  const names = Object.keys(weights);
  const styles = stylesOf(names);
  const longest = Math.max(...names.map((name) => checkSeries(`weights of '${name}'`, weights[name]).length));
  const panels = Object.entries(weights).map(([name, values], i) => ({
    width: chartWidth - 90,
    height: options.height ?? 110,
    title: { text: name, fontSize: 14, anchor: 'start', frame: 'group', offset: 4 },
    data: {
      values: Array.from(values, (w, k) => ({
        from: k - 0.4,
        to: k + 0.4,
        k,
        w: tidy(w),
        inside: k < (options.windows?.[name] ?? Infinity),
      })),
    },
    mark: { type: 'bar', binSpacing: 0, color: styles.get(name).color },
    encoding: {
      x: {
        field: 'from',
        type: 'quantitative',
        bin: 'binned',
        title: i === names.length - 1 ? (options.xLabel ?? 'days ago') : null,
        axis: { grid: false, tickMinStep: 1 },
        scale: { domain: [-0.6, longest - 0.4], nice: false },
      },
      x2: { field: 'to' },
      y: { field: 'w', type: 'quantitative', title: 'weight', axis: { tickCount: 4 } },
      opacity: { condition: { test: 'datum.inside', value: 1 }, value: 0.35 },
      tooltip: [
        { field: 'k', type: 'quantitative', title: options.xLabel ?? 'days ago' },
        { field: 'w', type: 'quantitative', title: 'weight', format: '.4f' },
      ],
    },
  }));
  return chart({ vconcat: panels, spacing: 12 } as never, options);
}
