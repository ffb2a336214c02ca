import { checkSameLength } from '../core/index.js';
import { checkConfusion } from './confusion-matrix.js';

/** The metrics of one class, or their mean over classes. */
export interface ClassFigures {
  /** Of what was called this class, the share that is. */
  readonly precision: number;
  /** Of what is this class, the share that was called so. */
  readonly recall: number;
  /** Harmonic mean of the two. */
  readonly f1: number;
  /** How many examples are of this class. */
  readonly support: number;
}

/** The metrics by class and over all. */
export interface ClassReport {
  readonly classes: (ClassFigures & {
    readonly name: string;
    readonly errors: number;
    /** Share of all errors that are examples of this class. */
    readonly shareOfErrors: number;
    /** Accuracy if all errors of this class were cured: the ceiling of work on it. */
    readonly ceiling: number;
  })[];
  readonly accuracy: number;
  /** Plain means over classes. */
  readonly macro: ClassFigures;
  /** Means weighted by support. */
  readonly weighted: ClassFigures;
}

/**
 * Precision, recall, F1 and support by class from a confusion matrix, with each class's share of the errors and the accuracy
 * that curing them would give. A ratio of 0 to 0 (a class never predicted, or absent) counts as 0, as in scikit-learn.
 *
 * @param matrix counts `[actual][predicted]`
 * @param options.names one a class, default '0', '1', …
 * @throws RangeError
 */
export function classReport(matrix: readonly (readonly number[])[], options: { names?: readonly string[] } = {}): ClassReport {
  const size = checkConfusion(matrix);
  const names = options.names ?? matrix.map((_, k) => String(k));
  checkSameLength('classes', matrix, 'names', names);
  const ratio = (a: number, b: number) => (b === 0 ? 0 : a / b);
  const sum = (values: readonly number[]) => values.reduce((total, x) => total + x, 0);
  const total = sum(matrix.map(sum));
  if (total === 0) throw new RangeError('matrix must count at least 1 example, got 0');
  const right = sum(matrix.map((row, k) => row[k]!));
  const classes = matrix.map((row, k) => {
    const support = sum(row);
    const hits = row[k]!;
    const precision = ratio(hits, sum(matrix.map((other) => other[k]!)));
    const recall = ratio(hits, support);
    const errors = support - hits;
    return {
      name: names[k]!,
      precision,
      recall,
      f1: ratio(2 * precision * recall, precision + recall),
      support,
      errors,
      shareOfErrors: ratio(errors, total - right),
      ceiling: (right + errors) / total,
    };
  });
  const mean = (weight: (figures: ClassFigures) => number): ClassFigures => ({
    precision: sum(classes.map((c) => c.precision * weight(c))),
    recall: sum(classes.map((c) => c.recall * weight(c))),
    f1: sum(classes.map((c) => c.f1 * weight(c))),
    support: total,
  });
  return { classes, accuracy: right / total, macro: mean(() => 1 / size), weighted: mean((c) => c.support / total) };
}
