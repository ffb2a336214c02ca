import { zip } from '../core/data.js';
import { checkInteger, checkSameLength, checkSeries } from '../core/index.js';

/**
 * The ripple of a period that is left in a smoothed curve. First a centered mean over one period is subtracted, to remove the trend.
 * Then the values at each place in the period are averaged; the ripple is the largest of these means minus the smallest.
 * @param series NaN is left out
 * @param period at least 2; default 7, a week
 * @throws RangeError if the series has fewer than three periods
 */
export function ripple(series: ArrayLike<number>, period = 7): number {
  checkInteger('period', period, { min: 2 });
  checkSeries('series', series, { allowNaN: true, minLength: 3 * period });
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  const before = Math.floor(period / 2);
  for (let i = before; i + period - before <= series.length; i++) {
    let level = 0;
    for (let k = 0; k < period; k++) level += series[i - before + k]! / period;
    const off = series[i]! - level;
    if (Number.isNaN(off)) continue;
    sums[i % period]! += off;
    counts[i % period]!++;
  }
  const means = Array.from(zip(sums, counts), ([sum, count]) => sum / count).filter((mean) => !Number.isNaN(mean));
  if (means.length === 0) throw new RangeError(`series must have ${period} values in a row without a gap`);
  return Math.max(...means) - Math.min(...means);
}

/**
 * The lag of `smooth` behind `series` in steps: the shift in [0, maxLag] with the largest correlation.
 * @param maxLag default 30
 * @throws RangeError for series of unequal length or shorter than maxLag + 3
 */
export function lagBehind(smooth: ArrayLike<number>, series: ArrayLike<number>, maxLag = 30): number {
  checkInteger('maxLag', maxLag, { min: 0 });
  checkSeries('series', series, { allowNaN: true, minLength: maxLag + 3 });
  checkSeries('smooth', smooth, { allowNaN: true });
  checkSameLength('series', series, 'smooth', smooth);
  let best = 0;
  let highest = -Infinity;
  for (let lag = 0; lag <= maxLag; lag++) {
    const r = correlation(smooth, series, lag);
    if (r > highest) [best, highest] = [lag, r];
  }
  return best;
}

/** Correlation of smooth[t] with series[t − lag], over all t at which both are numbers. */
function correlation(smooth: ArrayLike<number>, series: ArrayLike<number>, lag: number): number {
  let [n, sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0, 0];
  for (let t = lag; t < smooth.length; t++) {
    const [x, y] = [series[t - lag]!, smooth[t]!];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n++;
    sx += x;
    sy += y;
    sxx += x * x;
    syy += y * y;
    sxy += x * y;
  }
  return (n * sxy - sx * sy) / Math.sqrt((n * sxx - sx * sx) * (n * syy - sy * sy));
}
