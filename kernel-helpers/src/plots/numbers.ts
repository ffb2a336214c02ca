/** Small numeric helpers of this room. */
import { nice } from 'd3-array';
import type { Series } from './types.js';

/** Rounds to six significant digits: a chart cannot show more, and notebooks stay small. A value that is not finite becomes a gap (null). */
export function tidy(value: number | undefined, log = false): number | null {
  if (value === undefined || !Number.isFinite(value) || (log && value <= 0)) return null;
  return Number(value.toPrecision(6));
}

/** Smallest and largest finite value of several series; for a logarithmic axis of the positive values only. */
export function extentOf(all: Iterable<Series>, log = false): [number, number] {
  let [lo, hi] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const series of all) {
    for (let i = 0; i < series.length; i++) {
      const value = series[i]!;
      if (!Number.isFinite(value) || (log && value <= 0)) continue;
      if (value < lo) lo = value;
      if (value > hi) hi = value;
    }
  }
  return lo <= hi ? [lo, hi] : log ? [0.1, 10] : [0, 1];
}

/** A range for an axis that holds the extent, ends on round values, and is never empty. */
export function niceDomain([lo, hi]: readonly [number, number], log = false, zero = false): [number, number] {
  if (log) {
    const [a, b] = [10 ** Math.floor(Math.log10(lo) + 1e-9), 10 ** Math.ceil(Math.log10(hi) - 1e-9)];
    return a < b ? [a, b] : [a / 10, b * 10];
  }
  if (zero) [lo, hi] = [Math.min(lo, 0), Math.max(hi, 0)];
  if (lo === hi) [lo, hi] = lo === 0 ? [-1, 1] : [lo - Math.abs(lo) / 2, hi + Math.abs(hi) / 2];
  const [a, b] = nice(lo, hi, 6);
  return [a, b];
}
