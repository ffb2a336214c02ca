import { tf } from '../core/index.js';
import { logistic } from './sigmoid.js';
import type { Activation } from './types.js';

/** The smooth ReLU; log(1 + e^z) written as max(z, 0) + log1p(e^(−|z|)), which neither overflows at 1000 nor gives 0 at −40. */
export const softplus: Activation = {
  name: 'softplus',
  latex: String.raw`\mathrm{SoftPlus}(z) = \log(1 + e^z)`,
  value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
  derivative: logistic,
  apply: (t) => tf.softplus(t),
};
