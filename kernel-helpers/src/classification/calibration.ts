import { argMax, checkLabels, checkProbabilities, type Labels, type Rows } from '../core/data.js';
import { checkInteger, checkSameLength } from '../core/index.js';

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
 * @param probs one row of probabilities for each sample; each row sums to 1 (within 1e-3)
 * @param options.bins 1 to 1000; default 10
 * @throws RangeError for rows of unequal length, probabilities or labels out of range, or another number of labels than rows
 * Source: Guo et al. 2017, "On Calibration of Modern Neural Networks".
 */
export function calibration(labels: Labels, probs: Rows, options: { bins?: number } = {}): { ece: number; bins: CalibrationBin[] } {
  const n = checkInteger('bins', options.bins ?? 10, { min: 1, max: 1000 });
  const classes = checkProbabilities('probs', probs);
  checkSameLength('probs', probs, 'labels', labels);
  checkLabels('labels', labels, { classes });
  const answers = Array.from(probs, (row, i) => ({ confidence: Math.max(...Array.from(row)), right: argMax(row) === labels[i] }));
  const binOf = (confidence: number) => Math.max(0, Math.ceil(Math.min(confidence, 1) * n) - 1);
  const bins = Array.from({ length: n }, (_, i): CalibrationBin => {
    const inside = answers.filter(({ confidence }) => binOf(confidence) === i);
    const sum = inside.reduce((total, { confidence }) => total + confidence, 0);
    const right = inside.filter((answer) => answer.right).length;
    const count = inside.length;
    return { lo: i / n, hi: (i + 1) / n, count, confidence: sum / count, accuracy: right / count };
  });
  const ece = bins.reduce(
    (sum, bin) => sum + (bin.count === 0 ? 0 : (bin.count / answers.length) * Math.abs(bin.accuracy - bin.confidence)),
    0,
  );
  return { ece, bins };
}
