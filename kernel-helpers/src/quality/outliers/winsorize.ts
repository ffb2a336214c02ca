import { checkNumber, checkSeries } from '../../core/index.js';

/**
 * Winsorises: the lowest and the highest `⌊limit · n⌋` values are replaced by the nearest value that stays.
 *
 * The mean of the result is the winsorised mean (Charles P. Winsor, hence the name). Equal to SciPy's `mstats.winsorize(values, (limit, limit))`.
 *
 * @param values n numbers, in any order; not changed
 * @param limit share to replace at each end, in [0, .5); or `[low, high]`, whose sum is below 1
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
  const sorted = Float64Array.from(values).sort();
  const least = sorted[Math.floor(low * n)]!;
  const most = sorted[n - 1 - Math.floor(high * n)]!;
  return Float64Array.from(values, (x) => Math.min(Math.max(x, least), most));
}

/** The mean of the winsorised values. @param limit as in {@link winsorize} @throws RangeError */
export function winsorizedMean(values: ArrayLike<number>, limit: number | readonly [low: number, high: number]): number {
  return winsorize(values, limit).reduce((sum, x) => sum + x, 0) / values.length;
}
