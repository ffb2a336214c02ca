import jstat from 'jstat';
import { mean as meanOf, sampleStandardDeviation } from 'simple-statistics';

/**
 * Mean and 95 % confidence interval by Student's t: mean ± t(0.975, n − 1) · s / √n. One value alone has no interval: low = high = mean.
 * @param {number[]} values
 */
export function interval(values) {
  const n = values.length;
  const mean = meanOf(values);
  if (n < 2) return { mean, low: mean, high: mean };
  const half = (jstat.studentt.inv(0.975, n - 1) * sampleStandardDeviation(values)) / Math.sqrt(n);
  return { mean, low: mean - half, high: mean + half };
}
