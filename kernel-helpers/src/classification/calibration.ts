import { checkLabel, checkProbs, checkRows } from '../activations/check-labels.js';
import { checkInteger } from '../core/index.js';

/** Answers whose confidence is in (lo, hi]. */
export interface CalibrationBin {
  lo: number;
  hi: number;
  count: number;
  /** Mean confidence of these answers; NaN in an empty bin. */
  confidence: number;
  /** Share of these answers that are right; NaN in an empty bin. */
  accuracy: number;
}

/**
 * Reliability of a classifier's confidence, and the expected calibration error ECE = Σ count/n · |accuracy − confidence|.
 *
 * Confidence is the largest probability of a row, the answer its class. Bins are equal and (lo, hi], as in the field's usual code.
 * @param labels true classes, from 0
 * @param probs one row of probabilities a sample
 * @param options.bins 1 to 1000; default 10
 * @throws RangeError for rows of unequal length, probabilities or labels out of range, or another number of labels than rows
 * Source: Guo et al. 2017, "On Calibration of Modern Neural Networks".
 */
export function calibration(
  labels: ArrayLike<number>,
  probs: readonly ArrayLike<number>[],
  options: { bins?: number } = {},
): { ece: number; bins: CalibrationBin[] } {
  const n = checkInteger('bins', options.bins ?? 10, { min: 1, max: 1000 });
  const classes = checkRows('probs', probs, labels);
  const sums = Array.from({ length: n }, () => ({ count: 0, confidence: 0, right: 0 }));
  for (const [i, row] of probs.entries()) {
    checkProbs(row, `probs[${i}]`);
    const label = checkLabel(labels[i]!, classes, `labels[${i}]`);
    let answer = 0;
    for (let j = 1; j < classes; j++) if (row[j]! > row[answer]!) answer = j;
    const bin = sums[Math.max(0, Math.ceil(row[answer]! * n) - 1)]!;
    bin.count++;
    bin.confidence += row[answer]!;
    if (answer === label) bin.right++;
  }
  const bins = sums.map(({ count, confidence, right }, i) => ({
    lo: i / n,
    hi: (i + 1) / n,
    count,
    confidence: confidence / count,
    accuracy: right / count,
  }));
  const ece = sums.reduce((sum, { confidence, right }) => sum + Math.abs(right - confidence) / probs.length, 0);
  return { ece, bins };
}
