/// <reference path="../../core/jstat.d.ts" />
import { transpose } from 'd3-array';
import jstat from 'jstat';
import { checkRows, type Rows, zip } from '../../core/data.js';
import { checkNumber } from '../../core/index.js';
import { type Detection, detection } from './detection.js';

/**
 * Outliers by Mahalanobis distance `√((x − μ)ᵀ S⁻¹ (x − μ))`: it finds unusual *combinations* of values, even if each value is ordinary.
 *
 * The distance counts standard deviations along the data's own axes. Squared, it follows chi-squared with d degrees of freedom
 * on normal data, which gives the threshold.
 *
 * @param rows n × d, n > d
 * @param options.confidence share of normal data that the threshold keeps, in (0, 1), default 0.999
 * @returns scores in standard deviations
 * @throws RangeError for a constant column, columns that depend on each other, or too few rows
 */
export function mahalanobisOutliers(rows: Rows, options: { confidence?: number } = {}): Detection {
  const [n, d] = checkRows('rows', rows);
  const confidence = checkNumber('confidence', options.confidence ?? 0.999, { above: 0, below: 1 });
  if (n <= d) throw new RangeError(`rows must be more than the ${d} features, got ${n}`);
  const centered = deviations(rows, d);
  const factor = cholesky(covariance(rows, centered));
  const scores = Float64Array.from(centered, (x) => {
    // With S = L Lᵀ the distance is |L⁻¹ (x − μ)|: one forward substitution gives it, without an inverse.
    const y: number[] = [];
    for (const [row, deviation] of zip(factor, x)) y.push((deviation - dot(row, y)) / (row.at(-1) ?? Number.NaN));
    return Math.sqrt(dot(y, y));
  });
  return detection('mahalanobis', scores, Math.sqrt(jstat.chisquare.inv(confidence, d)));
}

/** Rows minus the mean of each column. */
function deviations(rows: Rows, d: number): number[][] {
  const means = new Array<number>(d).fill(0);
  for (const row of Array.from(rows)) for (let j = 0; j < d; j++) means[j]! += row[j]! / rows.length;
  return Array.from(rows, (row) => Array.from(zip(row, means), ([x, mean]) => x - mean));
}

/** The lower half of the columns' covariance (divided by n − 1), row by row. @throws RangeError for a constant column */
function covariance(rows: Rows, centered: readonly number[][]): number[][] {
  const columns = transpose(centered);
  return columns.map((column, a) => {
    const half = columns.slice(0, a + 1).map((other) => dot(column, other));
    // Rounding leaves a constant column a variance of about (1e-16 · mean)², not always 0.
    const [value = 0] = Array.from(rows, (row) => row[a]);
    const size = Math.abs(value - (column[0] ?? 0));
    if ((half.at(-1) ?? 0) <= rows.length * (1e-14 * size) ** 2) {
      throw new RangeError(`rows must vary in every column, got a constant column ${a} of ${value}`);
    }
    return half.map((sum) => sum / (rows.length - 1));
  });
}

/**
 * L with L Lᵀ = matrix. Both hold only the lower half, row by row: the diagonal is the last entry of each row.
 * @throws RangeError if a column is a linear combination of those before it
 */
function cholesky(matrix: readonly number[][]): number[][] {
  const factor: number[][] = [];
  for (const [a, row] of matrix.entries()) {
    const out: number[] = [];
    for (const [value, above] of zip(row, factor)) out.push((value - dot(above, out)) / (above.at(-1) ?? Number.NaN));
    const variance = row.at(-1) ?? 0;
    const left = variance - dot(out, out);
    if (!(left > 1e-12 * variance)) {
      throw new RangeError(`rows must have independent columns, got column ${a} as a combination of those before it`);
    }
    factor.push([...out, Math.sqrt(left)]);
  }
  return factor;
}

/** Σ a_i b_i over the shorter of the two. */
function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < Math.min(a.length, b.length); i++) sum += a[i]! * b[i]!;
  return sum;
}
