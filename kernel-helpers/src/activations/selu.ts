import { tf } from '../core/index.js';
import type { Activation } from './types.js';
import { passNaN, withGradient } from './with-gradient.js';

const LAMBDA = 1.0507009873554805;
const ALPHA = 1.6732632423543772;

/**
 * Scaled ELU: λ z for z ≥ 0, λ α (e^z − 1) below, with λ, α such that mean 0 and variance 1 are a fixed point.
 * It has its own gradient, because tfjs's is λα = 1.758 at 0 where Keras's is λ = 1.051. Source: Klambauer et al. 2017.
 */
export const selu: Activation = {
  name: 'selu',
  latex: String.raw`\mathrm{SELU}(z) = \lambda\begin{cases} z & z \ge 0 \\ \alpha(e^z - 1) & z < 0 \end{cases}`,
  value: (z) => (z >= 0 ? LAMBDA * z : LAMBDA * ALPHA * Math.expm1(z)),
  derivative: (z) => (z >= 0 ? LAMBDA : LAMBDA * ALPHA * Math.exp(z)),
  apply: withGradient(
    (z) => tf.selu(z),
    (z) => passNaN(z, tf.where(tf.greaterEqual(z, 0), tf.fill(z.shape, LAMBDA), tf.mul(LAMBDA * ALPHA, tf.exp(tf.minimum(z, 0))))),
  ),
};
