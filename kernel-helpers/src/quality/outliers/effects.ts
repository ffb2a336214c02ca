import { linearRegression, mean, median, variance } from 'simple-statistics';
import { take, zip } from '../../core/data.js';
import { checkSameLength, checkSeries } from '../../core/index.js';
import { type Treatment, treatments, treatOutliers } from './treat.js';

/** The effect of one treatment on mean, median and variance, and on a line fitted to the values. */
export interface OutlierEffect {
  readonly treatment: Treatment;
  readonly n: number;
  readonly mean: number;
  readonly median: number;
  /** Population variance. */
  readonly variance: number;
  /** The least-squares line through `(x, value)`, with `x` given. */
  readonly slope?: number;
  readonly intercept?: number;
  /** Root mean square distance of that line from the values that are not outliers: how well the line fits the ordinary data. */
  readonly rmse?: number;
}

/**
 * One row for each treatment: its effect on mean, median and variance, and (with `x`) on a fitted line.
 *
 * @param options.values n numbers
 * @param options.outliers positions of the outliers
 * @param options.x n positions to fit `value = slope · x + intercept` over; without them no line is fitted
 * @throws RangeError
 */
export function outlierEffects(options: {
  values: ArrayLike<number>;
  outliers: ArrayLike<number>;
  x?: ArrayLike<number>;
}): OutlierEffect[] {
  const { values, outliers, x } = options;
  checkSeries('values', values, { minLength: 2 });
  if (x) {
    checkSeries('x', x);
    checkSameLength('values', values, 'x', x);
  }
  const ordinary = treatOutliers(values, outliers, 'remove').kept;
  return treatments.map((treatment) => {
    const treated = treatOutliers(values, outliers, treatment);
    const list = Array.from(treated.values);
    const figures = { treatment, n: list.length, mean: mean(list), median: median(list), variance: variance(list) };
    if (!x) return figures;
    const { m: slope, b: intercept } = linearRegression([...zip(take(x, treated.kept), list)]);
    const points = zip(take(x, ordinary), take(values, ordinary));
    const rmse = Math.sqrt(mean(Array.from(points, ([at, value]) => (value - slope * at - intercept) ** 2)));
    return { ...figures, slope, intercept, rmse };
  });
}
