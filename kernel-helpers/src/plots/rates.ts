/** How the result depends on the learning rate. */

import { lineChart } from './lines.js';
import { stylesOf } from './palette.js';
import { powerText } from './powers.js';
import type { Caption, Chart, NamedSeries } from './types.js';

/** The part of the result of `tuneRate` that is drawn. */
export interface RateRows {
  readonly name: string;
  readonly rates: readonly number[];
  /** ∞ or NaN where the run diverged. */
  readonly losses: readonly number[];
}

/** Options of the rate chart. */
export interface RateOptions extends Caption {
  /** Title of the axis of losses, default `'last loss'`. */
  yLabel?: string;
  /** A logarithmic axis for the loss, default true. */
  yLog?: boolean;
}

/**
 * Last loss against learning rate, both logarithmic, one line for each optimizer: a wide low valley means that many rates work well.
 * A line ends where runs diverge. Losses below 1e-16 of the largest are drawn on that floor, and the axis says so: a number that small is
 * rounding.
 */
export function rateChart(sweeps: readonly RateRows[], options: RateOptions): Chart {
  const { yLog = true } = options;
  const styles = stylesOf(sweeps.map(({ name }) => name));
  const top = Math.max(...sweeps.flatMap(({ losses }) => losses.filter(Number.isFinite)), Number.MIN_VALUE);
  const floor = 1e-16 * top;
  const series = sweeps.map(
    ({ name, rates, losses }): NamedSeries => ({
      name,
      x: rates,
      y: losses.map((loss) => (Number.isFinite(loss) ? (yLog ? Math.max(loss, floor) : loss) : Number.NaN)),
      as: 'both',
      color: styles.get(name).color,
      dash: styles.get(name).dash,
    }),
  );
  const floored = yLog && sweeps.some(({ losses }) => losses.some((loss) => loss < floor));
  const yLabel = `${options.yLabel ?? 'last loss'}${floored ? ` (floor ${powerText(floor)})` : ''}`;
  return lineChart(series, { ...options, xLog: true, yLog, xLabel: 'learning rate α', yLabel });
}
