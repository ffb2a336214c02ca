import { checkSeries } from '../core/index.js';
import { checkLabel } from './check-answer.js';
import { logistic } from './sigmoid.js';
import { normalize } from './softmax.js';

/**
 * Normalized logistic outputs: a_j = σ(z_j) / Σ σ(z_k), the slides' other "SoftMax".
 * @param z logits, at least one, finite
 * @throws RangeError for an empty z, a value that is not finite, or logits so low that every σ(z_j) is 0
 */
export function normalizedLogistic(z: ArrayLike<number>): number[] {
  checkSeries('z', z);
  const outputs = Array.from(z, logistic);
  if (outputs.every((s) => s === 0)) throw new RangeError('z must hold one value above -745, else every logistic output is 0');
  return normalize(outputs);
}

/**
 * Gradient of −log a_c by the logits z for normalized logistic outputs: (1 − σ) ⊙ (a − y).
 * `a − y` alone, as for the exponential softmax, would be wrong.
 * @param label the true class, from 0
 * @param sigmas the logistic outputs σ(z_j), each in (0, 1), before they are normalized
 * @throws RangeError for an output outside (0, 1) or a label out of range
 */
export function normalizedLogisticGradient(label: number, sigmas: ArrayLike<number>): number[] {
  checkSeries('sigmas', sigmas);
  checkLabel(label, sigmas.length);
  const outputs = Array.from(sigmas);
  for (const [i, s] of outputs.entries()) if (s <= 0 || s >= 1) throw new RangeError(`sigmas[${i}] must be in (0, 1), got ${s}`);
  const sum = outputs.reduce((a, b) => a + b, 0);
  return outputs.map((s, j) => (1 - s) * (s / sum - (j === label ? 1 : 0)));
}
