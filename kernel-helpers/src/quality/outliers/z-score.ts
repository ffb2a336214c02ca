import { mean, standardDeviation } from 'simple-statistics';
import { checkNumber, checkSeries } from '../../core/index.js';
import { type Detection, detection } from './detection.js';

/**
 * Outliers by z-score: `|x − mean| / s`, s the population standard deviation.
 *
 * Outliers shift the mean and enlarge s, so a few large ones mask each other ("masking"). And no score can
 * exceed `√(n − 1)`, so the usual threshold 3 finds no outlier among 10 values or fewer.
 *
 * @param values n ≥ 2 numbers
 * @param options.threshold above 0, default 3
 * @throws RangeError for a constant column
 */
export function zScoreOutliers(values: ArrayLike<number>, options: { threshold?: number } = {}): Detection {
  const series = Array.from(checkSeries('values', values, { minLength: 2 }));
  const threshold = checkNumber('threshold', options.threshold ?? 3, { above: 0 });
  if (isConstant(series)) throw new RangeError(`values must vary to have z-scores, got a constant column of ${series[0]}`);
  const center = mean(series);
  const spread = standardDeviation(series);
  return detection(
    'zScore',
    Float64Array.from(series, (x) => Math.abs(x - center) / spread),
    threshold,
  );
}

/** True where every value is the same. */
function isConstant(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}
