import { median } from 'simple-statistics';
import { checkNumber, checkSeries } from '../../core/index.js';
import { type Detection, detection } from './detection.js';

/** 0.6745 is the upper quartile of the standard normal: it makes MAD / 0.6745 estimate the standard deviation. */
const NORMAL_QUARTILE = 0.6744897501960817;

/**
 * Outliers by modified z-score: `0.6745 |x − median| / MAD`, MAD the median of `|x − median|`.
 *
 * Median and MAD change little while less than half of the data are outliers, so outliers cannot mask each other.
 *
 * @param values n ≥ 2 numbers
 * @param options.threshold above 0, default 3.5 (Iglewicz and Hoaglin 1993)
 * @throws RangeError where more than half of the values are equal, which makes MAD 0
 */
export function modifiedZOutliers(values: ArrayLike<number>, options: { threshold?: number } = {}): Detection {
  const series = Array.from(checkSeries('values', values, { minLength: 2 }));
  const threshold = checkNumber('threshold', options.threshold ?? 3.5, { above: 0 });
  const center = median(series);
  const mad = median(series.map((x) => Math.abs(x - center)));
  if (mad === 0) {
    throw new RangeError(`values must differ in more than half of their places to have modified z-scores, got ${center} in half or more`);
  }
  return detection(
    'modifiedZ',
    Float64Array.from(series, (x) => (NORMAL_QUARTILE * Math.abs(x - center)) / mad),
    threshold,
  );
}
