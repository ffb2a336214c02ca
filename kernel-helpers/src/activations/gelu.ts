import { tf } from '../core/index.js';
import { erfc } from './erf.js';
import type { Activation } from './types.js';
import { withGradient } from './with-gradient.js';

/** Keras's 1/√2: it holds the constant in float32, as tensors must. Against the exact one the value moves by at most 5e-9. */
const ROOT_HALF = Math.fround(Math.SQRT1_2);

const cumulative = (z: number) => 0.5 * erfc(-z * ROOT_HALF);
const density = (z: number) => (ROOT_HALF / Math.sqrt(Math.PI)) * Math.exp(-((z * ROOT_HALF) ** 2));

const cumulativeOf = (z: tf.Tensor) => tf.mul(0.5, tf.add(1, tf.erf(tf.mul(z, ROOT_HALF))));
const densityOf = (z: tf.Tensor) => tf.mul(1 / Math.sqrt(2 * Math.PI), tf.exp(tf.mul(-0.5, tf.square(z))));

/** Gaussian error linear unit: z Φ(z), Φ the normal distribution; the exact form, not the tanh approximation. Source: Hendrycks & Gimpel 2016. */
export const gelu: Activation = {
  name: 'gelu',
  latex: String.raw`\mathrm{GELU}(z) = z\,\Phi(z) = \tfrac{z}{2}\left(1 + \mathrm{erf}\tfrac{z}{\sqrt 2}\right)`,
  value: (z) => z * cumulative(z),
  derivative: (z) => cumulative(z) + z * density(z),
  apply: withGradient(
    (z) => tf.mul(z, cumulativeOf(z)),
    (z) => tf.add(cumulativeOf(z), tf.mul(z, densityOf(z))),
  ),
};
