import { checkLabel, checkProbs } from './check-answer.js';

/**
 * Loss of one answer: −log p_c, in nats; ∞ where the true class got probability 0.
 * @param label the true class c, from 0
 * @param probs predicted probabilities, each in [0, 1]
 * @throws RangeError for a probability or a label out of range
 */
export function crossEntropy(label: number, probs: ArrayLike<number>): number {
  checkProbs(probs);
  checkLabel(label, probs.length);
  return -Math.log(probs[label]!) + 0; // + 0: a certain right answer costs 0, not -0
}

/**
 * Gradient of the loss by the logits of the exponential softmax: dz = ŷ − y.
 * @param label the true class, from 0
 * @param probs predicted probabilities ŷ, each in [0, 1]
 * @throws RangeError for a probability or a label out of range
 */
export function softmaxGradient(label: number, probs: ArrayLike<number>): number[] {
  checkProbs(probs);
  checkLabel(label, probs.length);
  return Array.from(probs, (p, j) => p - (j === label ? 1 : 0));
}
