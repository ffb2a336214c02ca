import { tf } from '../core/index.js';
import type { Activation } from './types.js';
import { withGradient } from './with-gradient.js';

/** Softsign: z / (1 + |z|); range (−1, 1), saturates more slowly than tanh. */
export const softsign: Activation = {
  name: 'softsign',
  latex: String.raw`\mathrm{softsign}(z) = \frac{z}{1+|z|}`,
  value: (z) => z / (1 + Math.abs(z)),
  derivative: (z) => 1 / (1 + Math.abs(z)) ** 2,
  apply: withGradient(
    (z) => tf.div(z, tf.add(1, tf.abs(z))),
    (z) => tf.reciprocal(tf.square(tf.add(1, tf.abs(z)))),
  ),
};
