import { quantile } from 'd3-array';
import { checkNumber, checkSeries } from '../../core/index.js';
import { type Detection, detection } from './detection.js';

/**
 * Outliers by Tukey's fences: further than `factor` interquartile ranges outside the quartiles.
 *
 * The score is the distance outside the nearer quartile in interquartile ranges (0 between the quartiles), so that it compares
 * with `factor`. Quartiles interpolate linearly, as NumPy's and R's default do.
 *
 * @param values n ≥ 4 numbers
 * @param options.factor above 0, default 1.5 (box plots); 3 for "far out"
 * @throws RangeError where the middle half of the values is constant
 */
export function iqrOutliers(values: ArrayLike<number>, options: { factor?: number } = {}): Detection {
  const series = Array.from(checkSeries('values', values, { minLength: 4 }));
  const factor = checkNumber('factor', options.factor ?? 1.5, { above: 0 });
  const low = quantile(series, 0.25) as number;
  const high = quantile(series, 0.75) as number;
  const iqr = high - low;
  if (iqr === 0) throw new RangeError(`values must vary between their quartiles, got a constant middle half of ${low}`);
  return detection(
    'iqr',
    Float64Array.from(series, (x) => Math.max(low - x, x - high, 0) / iqr),
    factor,
  );
}
