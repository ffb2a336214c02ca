import { tf } from '../core/index.js';
import type { Activation } from './types.js';
import { passNaN, withGradient } from './with-gradient.js';

/**
 * The sigmoid in straight lines, as Keras 3 has it: 0 up to −3, z/6 + ½ between, 1 from 3 on.
 * (tfjs's `hardSigmoid` is the older z/5 + ½ and differs.) Its derivative is exactly 0 outside (−3, 3).
 */
export const hardSigmoid: Activation = {
  name: 'hardSigmoid',
  latex: String.raw`\mathrm{hardSigmoid}(z) = \min(1, \max(0, \tfrac{z}{6} + \tfrac12))`,
  value: (z) => Math.min(1, Math.max(0, (z + 3) / 6)),
  derivative: (z) => (Math.abs(z) < 3 ? 1 / 6 : Number.isNaN(z) ? z : 0),
  apply: withGradient(
    (z) => tf.div(tf.clipByValue(tf.add(z, 3), 0, 6), 6),
    (z) => passNaN(z, tf.mul(tf.cast(tf.less(tf.abs(z), 3), 'float32'), 1 / 6)),
  ),
};
