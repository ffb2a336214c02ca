import jstat from 'jstat';

/**
 * Mean and 95 % confidence interval by Student's t: mean ± t(0.975, n − 1) · s / √n. One value alone has no interval: low = high = mean.
 * @param {number[]} values
 */
export function interval(values) {
  const n = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  if (n < 2) return { mean, low: mean, high: mean };
  const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1));
  const half = (jstat.studentt.inv(0.975, n - 1) * deviation) / Math.sqrt(n);
  return { mean, low: mean - half, high: mean + half };
}
