import { checkNumber, tf } from '../core/index.js';
import type { Activation } from './types.js';
import { passNaN, withGradient } from './with-gradient.js';

/**
 * Exponential linear unit: z for z ≥ 0, α (e^z − 1) below; saturates at −α on the left.
 * @param config.alpha default 1, at least 0
 * @throws RangeError for a negative alpha
 * Source: Clevert, Unterthiner & Hochreiter 2016.
 */
export function makeElu(config: { alpha?: number } = {}): Activation {
  const alpha = checkNumber('alpha', config.alpha ?? 1, { min: 0 });
  const below = (z: tf.Tensor) => tf.mul(alpha, tf.exp(tf.minimum(z, 0)));
  return {
    name: 'elu',
    latex: String.raw`\mathrm{ELU}(z) = \begin{cases} z & z \ge 0 \\ ${alpha === 1 ? '' : `${alpha}\\,`}(e^z - 1) & z < 0 \end{cases}`,
    value: (z) => (z >= 0 ? z : alpha * Math.expm1(z)),
    derivative: (z) => (z >= 0 ? 1 : alpha * Math.exp(z)),
    apply: withGradient(
      (z) => (alpha === 1 ? tf.elu(z) : tf.add(tf.relu(z), tf.mul(alpha, tf.expm1(tf.minimum(z, 0))))),
      // With α = 1 both branches meet, and e^min(z, 0) is the whole derivative.
      (z) => (alpha === 1 ? below(z) : passNaN(z, tf.where(tf.greaterEqual(z, 0), tf.onesLike(z), below(z)))),
    ),
  };
}
