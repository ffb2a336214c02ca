import { tf } from '../core/index.js';
import type { Activation } from './types.js';

/** The hyperbolic tangent; range (−1, 1), saturates on both sides, centred on 0. */
export const tanh: Activation = {
  name: 'tanh',
  latex: String.raw`\tanh(z) = \frac{e^z - e^{-z}}{e^z + e^{-z}}`,
  value: Math.tanh,
  // 1 − tanh² would cancel for large |z|; 4 e/(1+e)² with e = e^(−2|z|) is the same and does not.
  derivative: (z) => {
    const e = Math.exp(-2 * Math.abs(z));
    return (4 * e) / (1 + e) ** 2;
  },
  apply: (t) => tf.tanh(t),
};
