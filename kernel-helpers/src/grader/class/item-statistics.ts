/** Item statistics of classical test theory: what the questions of a test measure. */
import { mean, sampleCorrelation, sampleVariance } from 'simple-statistics';

/** What the marks say of one item. */
export interface ItemStatistics {
  /** Share of its points that the students got, in [0, 1]: 1 is a question that everybody answers. */
  readonly difficulty: number;
  /** Correlation of its points with the points in all other items, in [−1, 1]; NaN where one of the two is the same for everybody. */
  readonly discrimination: number;
  /** Difficulty in the best 27 % of the class less that in the weakest 27 %, in [−1, 1]. */
  readonly upperLower: number;
}

/** Item statistics of a whole test. */
export interface TestStatistics {
  readonly students: number;
  readonly items: readonly ItemStatistics[];
  /** Cronbach's alpha, at most 1; NaN with fewer than 2 items or where all students have the same sum. */
  readonly reliability: number;
}

/** Share of the class in each of the two groups that `upperLower` compares. */
const groupShare = 0.27;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Numbers that differ by rounding only have no correlation. */
const isConstant = (values: readonly number[]): boolean => values.every((x) => Math.abs(x - (values[0] ?? 0)) < 1e-12);

/**
 * How much each student counts in the group of the highest totals. Students with the same total at the border of the group count in equal parts,
 * so that the order of the class does not matter.
 */
function membership(totals: readonly number[], size: number): number[] {
  const border = [...totals].sort((a, b) => b - a)[Math.ceil(size) - 1] ?? 0;
  const above = totals.filter((x) => x > border).length;
  const at = totals.filter((x) => x === border).length;
  return totals.map((x) => (x > border ? 1 : x === border ? (size - above) / at : 0));
}

function checkTable(scores: readonly (readonly number[])[], maxima: readonly number[]): void {
  if (scores.length < 2) throw new RangeError(`scores must hold at least 2 students, got ${scores.length}`);
  for (const [j, top] of maxima.entries())
    if (!(top > 0 && top < Number.POSITIVE_INFINITY)) throw new RangeError(`maxima[${j}] must be in (0, ∞), got ${top}`);
  for (const [i, row] of scores.entries()) {
    if (row.length !== maxima.length) throw new RangeError(`scores[${i}] must hold ${maxima.length} items, got ${row.length}`);
    const wrong = row.findIndex((x) => !Number.isFinite(x));
    if (wrong >= 0) throw new RangeError(`scores[${i}][${wrong}] must be a finite number, got ${row[wrong]}`);
  }
}

/**
 * Difficulty and discrimination of every item, and the reliability of the whole test.
 *
 * With x_ij the points of student i in item j, m_j the most there are, T_i = Σ_j x_ij:
 * - difficulty p_j = mean_i(x_ij) / m_j
 * - discrimination r_j = corr(x_ij, T_i − x_ij) over the students: the item-rest correlation, which for items of right or wrong is the corrected
 *   point-biserial correlation
 * - upperLower D_j = p_j in the 27 % with the highest T_i − p_j in the 27 % with the lowest
 * - reliability α = k / (k − 1) · (1 − Σ_j var(x_ij) / var(T_i)) for k items, with sample variances
 *
 * Usual reading: p between 0.3 and 0.8, r of at least 0.2; an item with r below 0 is one that good students get wrong.
 * With fewer than some 30 students all of them are rough: the standard error of r is about 1/√n.
 *
 * @param scores points by student and item; finite
 * @param maxima the points that each item can give; > 0
 * @throws RangeError for fewer than 2 students, a row of another length, or a number that is not finite
 *
 * Source: L. Crocker, J. Algina, Introduction to Classical and Modern Test Theory, 1986, chapter 14; item-rest correlation: S. Henrysson, Psychometrika 28
 * (1963) 211; groups of 27 %: T. L. Kelley, J. Educ. Psychol. 30 (1939) 17; alpha: L. J. Cronbach, Psychometrika 16 (1951) 297.
 */
export function itemStatistics(scores: readonly (readonly number[])[], maxima: readonly number[]): TestStatistics {
  checkTable(scores, maxima);
  const totals = scores.map(sum);
  const size = groupShare * scores.length;
  const upper = membership(totals, size);
  const lower = membership(
    totals.map((x) => -x),
    size,
  );
  const columns = maxima.map((_, j) => scores.map((row) => row[j] ?? 0));
  const items = columns.map((column, j): ItemStatistics => {
    const rest = totals.map((total, i) => total - (column[i] ?? 0));
    const inGroup = (weights: readonly number[]) => sum(column.map((x, i) => x * (weights[i] ?? 0))) / size;
    const top = maxima[j] ?? 1;
    return {
      difficulty: mean(column) / top,
      discrimination: isConstant(column) || isConstant(rest) ? Number.NaN : sampleCorrelation(column, rest),
      upperLower: (inGroup(upper) - inGroup(lower)) / top,
    };
  });
  return { students: scores.length, items, reliability: alpha(columns, totals) };
}

function alpha(columns: readonly number[][], totals: number[]): number {
  const k = columns.length;
  if (k < 2 || isConstant(totals)) return Number.NaN;
  return (k / (k - 1)) * (1 - sum(columns.map((column) => sampleVariance(column))) / sampleVariance(totals));
}
