import { checkProbs } from '../activations/check-answer.js';
import { softmax } from '../activations/softmax.js';
import { checkInteger, checkNumber } from '../core/index.js';

/** Margin: the largest probability minus the second largest, in [0, 1]. @throws RangeError for fewer than two probabilities */
export function predictionMargin(probs: ArrayLike<number>): number {
  checkProbs(probs, { minLength: 2 });
  const [first = 0, second = 0] = Array.from(probs).sort((a, b) => b - a);
  return first - second;
}

/** Entropy −Σ p log p over its largest possible value log n: 0 for one certain class, 1 for all alike. @throws RangeError for fewer than two */
export function normalizedEntropy(probs: ArrayLike<number>): number {
  checkProbs(probs, { minLength: 2 });
  const entropy = Array.from(probs, (p) => (p === 0 ? 0 : -p * Math.log(p))).reduce((a, b) => a + b, 0);
  return entropy / Math.log(probs.length);
}

/**
 * Softmax probability of the winner when one logit is `logit` and all others 0: with more classes the same logit gives a smaller probability.
 * @param classes numbers of classes, each at least 2
 * @param logit default 5
 * @throws RangeError for a number of classes below 2 or a logit that is not finite
 */
export function confidenceByClasses(classes: readonly number[], logit = 5): number[] {
  checkNumber('logit', logit);
  return classes.map((n) => {
    checkInteger('classes', n, { min: 2 });
    const [winner = Number.NaN] = softmax([logit, ...new Array<number>(n - 1).fill(0)]);
    return winner;
  });
}
