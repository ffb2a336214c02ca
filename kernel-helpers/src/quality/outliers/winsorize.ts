import { quickselect } from 'd3-array';
import { checkNumber, checkSeries } from '../../core/index.js';

/**
 * Winsorises: the lowest and the highest `⌊limit · n⌋` values are replaced by the nearest value that is kept.
 *
 * The mean of the result is the winsorised mean (Charles P. Winsor, hence the name). Equal to SciPy's `mstats.winsorize(values, (limit,
 * limit))`.
 *
 * @param values n numbers, in any order; not changed
 * @param limit share to replace at each end, in [0, 0.5); or `[low, high]`, whose sum is below 1
 * @returns n values in the order of the input
 * @throws RangeError
 */
export function winsorize(values: ArrayLike<number>, limit: number | readonly [low: number, high: number]): Float64Array {
  checkSeries('values', values);
  const [low, high] = typeof limit === 'number' ? [checkNumber('limit', limit, { min: 0, below: 0.5 }), limit] : limit;
  checkNumber('limit[0]', low, { min: 0, below: 1 });
  checkNumber('limit[1]', high, { min: 0, below: 1 });
  if (low + high >= 1) throw new RangeError(`limit[0] + limit[1] must be below 1, got ${low + high}`);
  const n = values.length;
  const out = new Float64Array(n);
  out.set(values);
  // The code needs only two order statistics; selection finds them in linear time.
  const [first, last] = [Math.floor(low * n), n - 1 - Math.floor(high * n)];
  const order = out.slice();
  // Both places are in [0, n − 1], since each share is below 1 and so is their sum.
  const least = quickselect(order, first)[first]!;
  const most = quickselect(order, last, first)[last]!;
  return out.map((x) => Math.min(Math.max(x, least), most));
}

/** The mean of the winsorised values. @param limit as in {@link winsorize} @throws RangeError */
export function winsorizedMean(values: ArrayLike<number>, limit: number | readonly [low: number, high: number]): number {
  return winsorize(values, limit).reduce((sum, x) => sum + x, 0) / values.length;
}
