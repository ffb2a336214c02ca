import { checkLabels, type Labels, zip } from '../core/data.js';
import { checkSameLength } from '../core/index.js';

/**
 * Counts `[actual][predicted]`.
 * @param options.classes default: the largest index in either list + 1
 * @throws RangeError for labels outside the classes
 */
export function confusionMatrix(labels: Labels, predicted: Labels, options: { classes?: number } = {}): number[][] {
  checkSameLength('labels', labels, 'predicted', predicted);
  const classes = Math.max(checkLabels('labels', labels, options), checkLabels('predicted', predicted, options));
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const [actual, guess] of zip(labels, predicted)) matrix[actual]![guess]!++; // both are classes: they were checked above
  return matrix;
}

/** Checks a square matrix of counts. @returns its size @throws RangeError */
export function checkConfusion(matrix: readonly (readonly number[])[]): number {
  if (matrix.length === 0) throw new RangeError('matrix must have at least 1 class, got 0');
  matrix.forEach((row, i) => {
    if (row.length !== matrix.length) throw new RangeError(`matrix[${i}] must have ${matrix.length} columns, got ${row.length}`);
    row.forEach((count, j) => {
      if (!(count >= 0 && Number.isFinite(count))) throw new RangeError(`matrix[${i}][${j}] must be in [0, ∞), got ${count}`);
    });
  });
  return matrix.length;
}
