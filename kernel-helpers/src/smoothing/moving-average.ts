import { checkInteger, checkOneOf } from '../core/index.js';
import { gapError, toSeries } from './series.js';

/**
 * What a gap (NaN) means: `'error'` (default) refuses it; `'skip'` averages the values in the window, NaN if there are none;
 * `'mark'` gives NaN if the window has a gap (pandas' default).
 */
const windowGapPolicies = ['error', 'skip', 'mark'] as const;
export type WindowGaps = (typeof windowGapPolicies)[number];

/** Options of {@link movingAverage}. */
export interface MovingAverageOptions {
  /**
   * `'leading'` (default): the window ends at its value, as in dashboards. `'centred'`: the value is in the middle of its window, so the
   * mean has no lag.
   */
  align?: 'leading' | 'centered';
  /** Default `'error'`. */
  gaps?: WindowGaps;
}

/**
 * Plain moving average: the mean of the `window` values up to each one, or around it.
 *
 * @param series values; NaN is a gap, refused unless `gaps` says what it means
 * @param window whole number, at least 1, odd if centred; if it is longer than the series, all means are NaN
 * @returns one mean for each value, NaN until the window is full (centred: also at the end)
 * @throws RangeError for an empty series, ±∞, a gap without a policy, a window outside its range
 */
export function movingAverage(series: ArrayLike<number>, window: number, options: MovingAverageOptions = {}): Float64Array {
  checkInteger('window', window, { min: 1 });
  const align = checkOneOf('align', options.align ?? 'leading', ['leading', 'centered']);
  const gaps = checkOneOf('gaps', options.gaps ?? 'error', windowGapPolicies);
  if (align === 'centered' && window % 2 === 0) throw new RangeError(`window must be odd to be centered, got ${window}`);
  const x = toSeries(series);
  const out = new Float64Array(x.length).fill(Number.NaN);
  const ahead = align === 'centered' ? (window - 1) / 2 : 0;
  // A running sum with Neumaier's compensation: rounding errors of a plain sum would grow over a million steps.
  let sum = 0;
  let lost = 0;
  let present = 0;
  for (let i = 0; i < x.length; i++) {
    const enters = x[i]!;
    if (!Number.isNaN(enters)) {
      const next = sum + enters;
      lost += Math.abs(sum) >= Math.abs(enters) ? sum - next + enters : enters - next + sum;
      sum = next;
      present++;
    } else if (gaps === 'error') throw gapError(i, windowGapPolicies);
    const leaves = i >= window ? x[i - window]! : Number.NaN;
    if (!Number.isNaN(leaves)) {
      const next = sum - leaves;
      lost += Math.abs(sum) >= Math.abs(leaves) ? sum - next - leaves : sum - (next + leaves);
      sum = next;
      present--;
    }
    if (present === 0) sum = lost = 0; // the window is empty, so the sum must be exactly 0
    if (i < window - 1 || present === 0 || (gaps === 'mark' && present < window)) continue;
    out[i - ahead] = (sum + lost) / present;
  }
  return out;
}
