import { argMax, checkLabels, checkProbabilities, countsOf, type Labels, type Rows } from '../../core/data.js';
import { checkSameLength } from '../../core/index.js';
import { roundRow } from './round-row.js';

/** A probability this close below its threshold still counts as confident; keeps float32 rounding from deciding. */
const TOLERANCE = 1e-6;

/** The figures behind the confident joint. */
export interface ConfidentCounts {
  /** Mean probability of class k among the examples labelled k: how sure the model is of class k on average. */
  readonly thresholds: Float64Array;
  /** The class each example is confidently of, or −1 where no probability reaches its threshold. */
  readonly confident: Int32Array;
  /** `counts[given][true]` before calibration, with at least 1 on the diagonal. */
  readonly counts: number[][];
  readonly classes: number;
}

/**
 * Counts examples that are confidently of a class: those whose probability reaches that class's threshold
 * `t_k = mean of p(k) over the examples labelled k`; the most probable class where several do.
 * @throws RangeError
 */
export function confidentCounts(labels: Labels, probs: Rows): ConfidentCounts {
  const classes = checkProbabilities('probs', probs);
  checkSameLength('probs', probs, 'labels', labels);
  checkLabels('labels', labels, { classes, everyClass: true });
  const sizes = countsOf(labels, classes);
  const thresholds = new Float64Array(classes);
  for (let i = 0; i < labels.length; i++) thresholds[labels[i]!]! += probs[i]![labels[i]!]!;
  for (let k = 0; k < classes; k++) thresholds[k] = Math.max(thresholds[k]! / sizes[k]!, 2 * TOLERANCE);

  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const confident = Int32Array.from({ length: labels.length }, (_, i) => {
    const row = probs[i]!;
    let only = -1;
    let several = false;
    for (let k = 0; k < classes; k++) {
      if (row[k]! < thresholds[k]! - TOLERANCE) continue;
      several = only >= 0;
      if (several) break;
      only = k;
    }
    const guess = several ? argMax(row) : only;
    if (guess >= 0) counts[labels[i]!]![guess]!++;
    return guess;
  });
  for (let k = 0; k < classes; k++) counts[k]![k] = Math.max(counts[k]![k]!, 1);
  return { thresholds, confident, counts, classes };
}

/**
 * The confident joint: an estimate of how many examples have given label i and true label j, for every i and j.
 *
 * Counts of confident examples, scaled so that row i sums to the number of examples labelled i, and rounded with that sum kept.
 * Off the diagonal stand the label errors. `probs` must come from models that did not train on the example they judge
 * ({@link crossValPredictProba}), or a memorising model hides its errors.
 *
 * @param labels n given class indices, every class present
 * @param probs n × K predicted probabilities
 * @returns K × K whole numbers, `[given][true]`, that sum to n
 * @throws RangeError for labels outside the classes, rows that do not sum to 1, or a class with no example
 * Source: Northcutt, Jiang and Chuang, *Confident Learning*, JAIR 70 (2021). Equal to cleanlab 2.9's `compute_confident_joint`, but for
 * exact ties in rounding, which go to the first class here and to any class there.
 */
export function confidentJoint(labels: Labels, probs: Rows): number[][] {
  return calibrate(confidentCounts(labels, probs), labels);
}

/** Scales row i to the number of examples labelled i, then rounds to whole numbers with the sums kept. */
export function calibrate({ counts, classes }: ConfidentCounts, labels: Labels): number[][] {
  const sizes = countsOf(labels, classes);
  return counts.map((row, given) => {
    const total = row.reduce((sum, x) => sum + x, 0);
    return roundRow(row.map((count) => (count / total) * sizes[given]!));
  });
}
