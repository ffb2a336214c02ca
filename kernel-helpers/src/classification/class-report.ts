import { elementAt } from '../core/data.js';
import { checkSameLength } from '../core/index.js';
import { checkConfusion } from './confusion-matrix.js';

/** The metrics of one class, or their mean over classes. */
export interface ClassFigures {
  /** The share of the examples predicted as this class that are of this class. */
  readonly precision: number;
  /** The share of the examples of this class that are predicted as this class. */
  readonly recall: number;
  /** Harmonic mean of the two. */
  readonly f1: number;
  /** Number of examples of this class. */
  readonly support: number;
}

/** The metrics by class and over all. */
export interface ClassReport {
  readonly classes: (ClassFigures & {
    readonly name: string;
    readonly errors: number;
    /** Share of all errors that are examples of this class. */
    readonly shareOfErrors: number;
    /** Accuracy if all errors of this class were corrected: the most that work on this class can give. */
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
 * that correcting them would give. A ratio of 0 to 0 (a class never predicted, or absent) counts as 0, as in scikit-learn.
 *
 * @param matrix counts `[actual][predicted]`
 * @param options.names one for each class, default '0', '1', …
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
  const right = sum(matrix.map(elementAt));
  const classes = matrix.map((row, k) => {
    const support = sum(row);
    const hits = elementAt(row, k);
    const precision = ratio(hits, sum(matrix.map((other) => elementAt(other, k))));
    const recall = ratio(hits, support);
    const errors = support - hits;
    return {
      name: elementAt(names, k),
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
