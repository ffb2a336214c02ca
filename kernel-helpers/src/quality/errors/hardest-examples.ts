import { argMax, checkLabels, checkProbabilities, type Labels, type Rows, zip } from '../../core/data.js';
import { checkInteger, checkSameLength } from '../../core/index.js';

/** One example and how the model fails on it. */
export interface HardExample {
  readonly index: number;
  readonly label: number;
  readonly predicted: number;
  /** Probability of the predicted class. */
  readonly confidence: number;
  /** `−ln p(label)` in nats; probabilities below 1e-12 count as 1e-12. */
  readonly loss: number;
}

/**
 * The examples with the largest cross-entropy loss, largest first: the model is sure of a wrong class. Many of them have a wrong label.
 * @param options.top default 20
 * @param options.wrongOnly leave out what is classified correctly (default false)
 * @throws RangeError
 */
export function hardestExamples(labels: Labels, probs: Rows, options: { top?: number; wrongOnly?: boolean } = {}): HardExample[] {
  const classes = checkProbabilities('probs', probs);
  checkSameLength('probs', probs, 'labels', labels);
  checkLabels('labels', labels, { classes });
  const top = checkInteger('top', options.top ?? 20, { min: 1 });
  return Array.from(zip(labels, probs), ([label, row], index) => {
    const own = row[label]!; // a checked class
    return { index, label, predicted: argMax(row), confidence: Math.max(...Array.from(row)), loss: -Math.log(Math.max(own, 1e-12)) };
  })
    .filter(({ label, predicted }) => !options.wrongOnly || label !== predicted)
    .sort((a, b) => b.loss - a.loss)
    .slice(0, top);
}
