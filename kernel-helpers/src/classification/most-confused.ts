import { checkInteger } from '../core/index.js';
import { checkConfusion } from './confusion-matrix.js';

/** Examples of one class that were predicted as another. */
export interface Confusion {
  readonly actual: number;
  readonly predicted: number;
  readonly count: number;
  /** Share of the examples of the actual class. */
  readonly rate: number;
}

/**
 * The pairs (actual, predicted) with the most errors, most first; pairs without error are left out.
 * @param options.top the most pairs that are listed, default 10
 * @throws RangeError
 */
export function mostConfused(matrix: readonly (readonly number[])[], options: { top?: number } = {}): Confusion[] {
  checkConfusion(matrix);
  const top = checkInteger('top', options.top ?? 10, { min: 1 });
  return matrix
    .flatMap((row, actual) => {
      const support = row.reduce((sum, x) => sum + x, 0);
      return row.map((count, predicted) => ({ actual, predicted, count, rate: count / support }));
    })
    .filter(({ actual, predicted, count }) => actual !== predicted && count > 0)
    .sort((a, b) => b.count - a.count || b.rate - a.rate)
    .slice(0, top);
}
