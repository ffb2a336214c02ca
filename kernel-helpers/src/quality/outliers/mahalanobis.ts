/// <reference path="./jstat.d.ts" />
import jstat from 'jstat';
import { checkRows, type Rows } from '../../core/data.js';
import { checkNumber } from '../../core/index.js';
import { type Detection, detection } from './detection.js';

/**
 * Outliers by Mahalanobis distance `√((x − μ)ᵀ S⁻¹ (x − μ))`: unusual *combinations* of values, each of which is ordinary by itself.
 *
 * The distance counts standard deviations along the data's own axes. Squared, it follows chi-squared with d degrees of freedom
 * on normal data, which gives the threshold.
 *
 * @param rows n × d, n > d
 * @param options.confidence share of normal data that the threshold keeps, in (0, 1), default .999
 * @returns scores in standard deviations
 * @throws RangeError for a constant column, columns that depend on each other, or too few rows
 */
export function mahalanobisOutliers(rows: Rows, options: { confidence?: number } = {}): Detection {
  const [n, d] = checkRows('rows', rows);
  const confidence = checkNumber('confidence', options.confidence ?? 0.999, { above: 0, below: 1 });
  if (n <= d) throw new RangeError(`rows must be more than the ${d} features, got ${n}`);
  const means = columnMeans(rows, d);
  const factor = cholesky(covariance(rows, means));
  const scores = Float64Array.from({ length: n }, (_, i) => {
    // With S = L Lᵀ the distance is |L⁻¹ (x − μ)|: one forward substitution, no inverse.
    const y = new Array<number>(d);
    let square = 0;
    for (let a = 0; a < d; a++) {
      let sum = rows[i]![a]! - means[a]!;
      for (let b = 0; b < a; b++) sum -= factor[a]![b]! * y[b]!;
      y[a] = sum / factor[a]![a]!;
      square += y[a]! ** 2;
    }
    return Math.sqrt(square);
  });
  return detection('mahalanobis', scores, Math.sqrt(jstat.chisquare.inv(confidence, d)));
}

/** The mean of each column. */
export function columnMeans(rows: Rows, d: number): Float64Array {
  const means = new Float64Array(d);
  for (let i = 0; i < rows.length; i++) for (let j = 0; j < d; j++) means[j]! += rows[i]![j]! / rows.length;
  return means;
}

/** The covariance of the columns (divided by n − 1). @throws RangeError for a constant column */
function covariance(rows: Rows, means: Float64Array): number[][] {
  const d = means.length;
  const sums = Array.from({ length: d }, () => new Array<number>(d).fill(0));
  for (let i = 0; i < rows.length; i++) {
    for (let a = 0; a < d; a++) {
      for (let b = 0; b <= a; b++) sums[a]![b]! += (rows[i]![a]! - means[a]!) * (rows[i]![b]! - means[b]!);
    }
  }
  for (let a = 0; a < d; a++) {
    // Rounding leaves a constant column a variance of about (1e-16 · mean)², not always 0.
    const rounding = rows.length * (1e-14 * Math.abs(means[a]!)) ** 2;
    if (sums[a]![a]! <= rounding) throw new RangeError(`rows must vary in every column, got a constant column ${a} of ${rows[0]![a]}`);
    for (let b = 0; b <= a; b++) {
      sums[a]![b]! /= rows.length - 1;
      sums[b]![a] = sums[a]![b]!;
    }
  }
  return sums;
}

/** L with L Lᵀ = matrix. @throws RangeError where a column is a combination of those before it */
function cholesky(matrix: number[][]): number[][] {
  const factor = matrix.map((row) => row.map(() => 0));
  for (let a = 0; a < matrix.length; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = matrix[a]![b]!;
      for (let c = 0; c < b; c++) sum -= factor[a]![c]! * factor[b]![c]!;
      if (a !== b) factor[a]![b] = sum / factor[b]![b]!;
      else if (sum > 1e-12 * matrix[a]![a]!) factor[a]![a] = Math.sqrt(sum);
      else throw new RangeError(`rows must have independent columns, got column ${a} as a combination of those before it`);
    }
  }
  return factor;
}
