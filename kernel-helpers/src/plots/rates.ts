/** How the result depends on the learning rate. */

import { lineChart } from './lines.js';
import { stylesOf } from './palette.js';
import type { Caption, Chart, NamedSeries } from './types.js';

/** What `tuneRate` returns, as far as it is drawn. */
export interface RateRows {
  readonly name: string;
  readonly rates: readonly number[];
  /** ∞ or NaN where the run diverged. */
  readonly losses: readonly number[];
}

/** Options of the rate chart. */
export interface RateOptions extends Caption {
  yLabel?: string;
  /** A logarithmic axis for the loss, default true. */
  yLog?: boolean;
}

/**
 * Last loss against learning rate, both logarithmic, one line an optimizer: a wide low valley is an optimizer that forgives a wrong rate.
 * A line ends where runs diverge; losses that are 0 are drawn at 1e-16 of the largest.
 */
export function rateChart(sweeps: readonly RateRows[], options: RateOptions): Chart {
  const { yLog = true } = options;
  const styles = stylesOf(sweeps.map(({ name }) => name));
  const top = Math.max(...sweeps.flatMap(({ losses }) => losses.filter(Number.isFinite)), Number.MIN_VALUE);
  const series = sweeps.map(
    ({ name, rates, losses }): NamedSeries => ({
      name,
      x: rates,
      y: losses.map((loss) => (Number.isFinite(loss) ? (yLog ? Math.max(loss, 1e-16 * top) : loss) : Number.NaN)),
      as: 'both',
      color: styles.get(name).color,
      dash: styles.get(name).dash,
    }),
  );
  return lineChart(series, { ...options, xLog: true, yLog, xLabel: 'learning rate α', yLabel: options.yLabel ?? 'last loss' });
}
