/** Sigmoid and binary cross-entropy of a logit, in forms that do not overflow. */
export { logistic } from '../activations/sigmoid.js';

/** −[y log σ(z) + (1−y) log(1−σ(z))] = max(z, 0) − z y + log(1 + e^(−|z|)). */
export function logisticLoss(logit: number, label: number): number {
  return Math.max(logit, 0) - logit * label + Math.log1p(Math.exp(-Math.abs(logit)));
}
