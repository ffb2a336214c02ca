import { median } from 'simple-statistics';
import { checkRows, type Rows } from '../../core/data.js';
import { checkInteger, checkNumber } from '../../core/index.js';
import { type Detection, detection } from './detection.js';

/**
 * Outliers by isolation: the mean distance to the k nearest neighbours, divided by its median over all examples.
 *
 * It needs no model of the data's shape. For example it finds a point in the middle of a ring, which has a small Mahalanobis
 * distance. It computes n² distances: use it for thousands of examples, not for millions.
 *
 * @param rows n × d
 * @param options.k neighbours, 1 … n − 1, default 5 (or n − 1 where that is less)
 * @param options.threshold how many times the median distance is too far, above 0, default 4
 * @param options.standardize divide each column by its standard deviation first, so that the units have no effect (default true)
 * @returns scores in multiples of the median distance
 * @throws RangeError for k above n − 1, or where half of the points or more coincide with k others
 */
export function knnOutliers(rows: Rows, options: { k?: number; threshold?: number; standardize?: boolean } = {}): Detection {
  const [n, d] = checkRows('rows', rows);
  if (n < 2) throw new RangeError(`rows must be at least 2, got ${n}`);
  const k = checkInteger('k', options.k ?? Math.min(5, n - 1), { min: 1, max: n - 1 });
  const threshold = checkNumber('threshold', options.threshold ?? 4, { above: 0 });
  const points = (options.standardize ?? true) ? standardized(rows, d) : Array.from(rows, (row) => Float64Array.from(row));
  const isolation = points.map((point) => {
    // The smallest of all n squares is the point's own, 0.
    const nearest = Float64Array.from(points, (other) => squaredDistance(point, other))
      .sort()
      .subarray(1, k + 1);
    return nearest.reduce((sum, square) => sum + Math.sqrt(square), 0) / k;
  });
  const typical = median(isolation);
  if (typical === 0) {
    const all = isolation.every((x) => x === 0) ? 'all points identical' : 'half of the points or more identical with their neighbours';
    throw new RangeError(`rows must be distinct points, got ${all}`);
  }
  return detection(
    'knn',
    Float64Array.from(isolation, (x) => x / typical),
    threshold,
  );
}

/** Both points have as many coordinates. */
function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j]! - b[j]!) ** 2;
  return sum;
}

/** Each column minus its mean, in standard deviations. */
function standardized(rows: Rows, d: number): Float64Array[] {
  const n = rows.length;
  const out = Array.from(rows, (row) => Float64Array.from(row));
  for (let j = 0; j < d; j++) {
    const mean = out.reduce((sum, row) => sum + row[j]! / n, 0);
    const deviation = Math.sqrt(out.reduce((sum, row) => sum + (row[j]! - mean) ** 2 / n, 0));
    // A constant column adds nothing to any distance, so it is not divided by 0.
    if (deviation > 0) for (const row of out) row[j] = (row[j]! - mean) / deviation;
  }
  return out;
}
