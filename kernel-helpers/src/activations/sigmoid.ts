import { tf } from '../core/index.js';
import type { Activation } from './types.js';

/** σ(z) = 1 / (1 + e^(−z)), computed with e^(−|z|) so that it never overflows. */
export function logistic(z: number): number {
  const e = Math.exp(-Math.abs(z));
  return z < 0 ? e / (1 + e) : 1 / (1 + e);
}

/** The logistic function; range (0, 1), saturates on both sides. */
export const sigmoid: Activation = {
  name: 'sigmoid',
  latex: String.raw`\sigma(z) = \frac{1}{1+e^{-z}}`,
  value: logistic,
  derivative: (z) => logistic(z) * logistic(-z),
  apply: (t) => tf.sigmoid(t),
};
