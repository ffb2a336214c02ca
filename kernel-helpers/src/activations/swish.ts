import { checkNumber, tf } from '../core/index.js';
import { logistic } from './sigmoid.js';
import type { Activation } from './types.js';
import { withGradient } from './with-gradient.js';

/**
 * Swish: z σ(βz); with β = 1 also called SiLU.
 * @param config.beta default 1, at least 0
 * @throws RangeError for a negative beta
 * Source: Ramachandran, Zoph & Le 2017.
 */
export function makeSwish(config: { beta?: number } = {}): Activation {
  const beta = checkNumber('beta', config.beta ?? 1, { min: 0 });
  return {
    name: 'swish',
    latex: String.raw`\mathrm{swish}(z) = z\,\sigma(${beta === 1 ? '' : `${beta}`}z)`,
    value: (z) => z * logistic(beta * z),
    derivative: (z) => logistic(beta * z) * (1 + beta * z * logistic(-beta * z)),
    apply: withGradient(
      (z) => tf.mul(z, tf.sigmoid(tf.mul(beta, z))),
      (z) => tf.mul(tf.sigmoid(tf.mul(beta, z)), tf.add(1, tf.mul(tf.mul(beta, z), tf.sigmoid(tf.mul(-beta, z))))),
    ),
  };
}
