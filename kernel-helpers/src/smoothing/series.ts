import { checkSeries } from '../core/index.js';

/**
 * The series as float64, checked: an array of numbers, not empty, no ±∞; NaN stands for a gap.
 * A Float64Array is not copied. @throws RangeError, TypeError
 */
export function toSeries(series: ArrayLike<number>): Float64Array {
  if (!(series instanceof Float64Array) || series.length === 0) return Float64Array.from(checkSeries('series', series, { allowNaN: true }));
  // A fast way for long series: no copy, and no function call for each value.
  for (let i = 0; i < series.length; i++) {
    const x = series[i]!;
    if (!Number.isFinite(x) && !Number.isNaN(x)) throw new RangeError(`series[${i}] must be a finite number, got ${x}`);
  }
  return series;
}

/** The error for a gap without a policy. */
export function gapError(index: number, policies: readonly string[]): RangeError {
  const list = policies.filter((policy) => policy !== 'error').map((policy) => `'${policy}'`);
  return new RangeError(`series[${index}] must be a number, got NaN; say what a gap means with gaps: ${list.join(' or ')}`);
}
