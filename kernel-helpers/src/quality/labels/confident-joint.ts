import { argMax, checkLabels, checkProbabilities, countsOf, type Labels, type Rows, zip } from '../../core/data.js';
import { checkSameLength } from '../../core/index.js';
import { roundRow } from './round-row.js';

/** A probability that is below its threshold by less than this still counts as confident, so that float32 rounding does not decide. */
const TOLERANCE = 1e-6;

/** The numbers behind the confident joint. */
export interface ConfidentCounts {
  /** Mean probability of class k among the examples labelled k: how sure the model is of class k on average. */
  readonly thresholds: Float64Array;
  /** The class to which each example belongs with confidence, or −1 where no probability reaches its threshold. */
  readonly confident: Int32Array;
  /** `counts[given][true]` before calibration, with at least 1 on the diagonal. */
  readonly counts: number[][];
  readonly classes: number;
}

/**
 * Counts the examples that belong to a class with confidence: their probability reaches that class's threshold
 * `t_k = mean of p(k) over the examples labelled k`; if several classes do, the most probable one counts.
 * @throws RangeError
 */
export function confidentCounts(labels: Labels, probs: Rows): ConfidentCounts {
  const classes = checkProbabilities('probs', probs);
  checkSameLength('probs', probs, 'labels', labels);
  checkLabels('labels', labels, { classes, everyClass: true });
  const sums = new Array<number>(classes).fill(0);
  for (const [label, row] of zip(labels, probs)) sums[label]! += row[label]!; // checked classes, as many as columns
  const means = Float64Array.from(zip(sums, countsOf(labels, classes)), ([sum, size]) => sum / size);
  const thresholds = means.map((mean) => Math.max(mean, 2 * TOLERANCE));
  const confident = Int32Array.from(probs, (row) => confidentClass(row, thresholds));

  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const [label, guess] of zip(labels, confident)) if (guess >= 0) counts[label]![guess]!++; // label: a checked class; guess: a column
  const calibratable = counts.map((row, given) => row.map((count, k) => (k === given ? Math.max(count, 1) : count)));
  return { thresholds, confident, counts: calibratable, classes };
}

/** The class whose threshold the row reaches, the most probable one of several; −1 where there is none. */
function confidentClass(row: ArrayLike<number>, thresholds: Float64Array): number {
  let only = -1;
  for (let k = 0; k < row.length; k++) {
    if (row[k]! < thresholds[k]! - TOLERANCE) continue;
    if (only >= 0) return argMax(row);
    only = k;
  }
  return only;
}

/**
 * The confident joint: an estimate of how many examples have given label i and true label j, for every i and j.
 *
 * Counts of confident examples, scaled so that row i sums to the number of examples labelled i, and rounded with that sum kept.
 * The entries off the diagonal are the label errors. `probs` must come from models that did not train on the example they judge
 * ({@link crossValPredictProba}), since a model can memorize wrong labels.
 *
 * @param labels n given class indices, every class present
 * @param probs n × K predicted probabilities
 * @returns K × K whole numbers, `[given][true]`, that sum to n
 * @throws RangeError for labels outside the classes, rows that do not sum to 1, or a class with no example
 * Source: Northcutt, Jiang and Chuang, *Confident Learning*, JAIR 70 (2021). Equal to cleanlab 2.9's `compute_confident_joint`, except for
 * exact ties in rounding: here they go to the first class, in cleanlab to any class.
 */
export function confidentJoint(labels: Labels, probs: Rows): number[][] {
  return calibrate(confidentCounts(labels, probs), labels);
}

/** Scales row i to the number of examples labelled i, then rounds to whole numbers with the same sums. */
export function calibrate({ counts, classes }: ConfidentCounts, labels: Labels): number[][] {
  return Array.from(zip(counts, countsOf(labels, classes)), ([row, size]) => {
    const total = row.reduce((sum, x) => sum + x, 0);
    return roundRow(row.map((count) => (count / total) * size));
  });
}
