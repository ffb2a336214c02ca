import { checkNumber, tf } from '../core/index.js';
import type { Activation } from './types.js';
import { passNaN, withGradient } from './with-gradient.js';

/**
 * Scaled exponentially-regularised linear unit: λ z for z ≥ 0, λ α z e^z below.
 *
 * With the default λ and α, N(0, 1) in gives mean 0 and variance 1 out. Its lowest value, −λα/e = −1.15242, is at z = −1; further left it
 * returns to 0, so that very negative inputs neither saturate at a constant (as in SELU) nor blow up.
 * @param config.lambda default 1.07862, above 0
 * @param config.alpha default 2.90427, at least 0
 * @throws RangeError outside these ranges
 * Source: Zhang & Li 2018, "Effectiveness of Scaled Exponentially-Regularized Linear Units".
 */
export function makeSerlu(config: { lambda?: number; alpha?: number } = {}): Activation {
  const lambda = checkNumber('lambda', config.lambda ?? 1.07862, { above: 0 });
  const alpha = checkNumber('alpha', config.alpha ?? 2.90427, { min: 0 });
  const left = (z: tf.Tensor) => tf.minimum(z, 0); // the branch that is masked out is computed too, and its e^z must not overflow
  return {
    name: 'serlu',
    latex: String.raw`\mathrm{SERLU}(z) = \lambda\begin{cases} z & z \ge 0 \\ \alpha z e^z & z < 0 \end{cases}`,
    value: (z) => (z >= 0 ? lambda * z : lambda * alpha * z * Math.exp(z)),
    derivative: (z) => (z >= 0 ? lambda : lambda * alpha * (1 + z) * Math.exp(z)),
    apply: withGradient(
      (z) => tf.add(tf.mul(lambda, tf.relu(z)), tf.mul(tf.mul(lambda * alpha, left(z)), tf.exp(left(z)))),
      (z) =>
        passNaN(
          z,
          tf.where(tf.greaterEqual(z, 0), tf.fill(z.shape, lambda), tf.mul(tf.mul(lambda * alpha, tf.add(1, left(z))), tf.exp(left(z)))),
        ),
    ),
  };
}
