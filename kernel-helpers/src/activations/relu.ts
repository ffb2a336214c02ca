import { tf } from '../core/index.js';
import type { Activation } from './types.js';
import { passNaN, withGradient } from './with-gradient.js';

/** The rectified linear unit; range [0, ∞). Its derivative is 0 for z ≤ 0: a unit that is negative for every sample is dead. */
export const relu: Activation = {
  name: 'relu',
  latex: String.raw`\mathrm{ReLU}(z) = \max(0, z)`,
  value: (z) => Math.max(0, z),
  derivative: (z) => (z > 0 ? 1 : z <= 0 ? 0 : Number.NaN),
  // It has its own gradient, because TensorFlow's ReluGrad turns NaN into 0. A layer uses the native `relu` as it is.
  apply: withGradient(
    (z) => tf.relu(z),
    (z) => passNaN(z, tf.step(z)),
  ),
};
