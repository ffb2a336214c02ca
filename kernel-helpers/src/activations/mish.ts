import { tf } from '../core/index.js';
import { logistic } from './sigmoid.js';
import { softplus } from './softplus.js';
import type { Activation } from './types.js';
import { withGradient } from './with-gradient.js';

/** Mish: z tanh(softplus(z)); derivative w + z σ(z) (1 − w²) with w = tanh(softplus(z)). Source: Misra 2019. */
export const mish: Activation = {
  name: 'mish',
  latex: String.raw`\mathrm{mish}(z) = z\tanh(\log(1 + e^z))`,
  value: (z) => z * Math.tanh(softplus.value(z)),
  derivative: (z) => {
    const w = Math.tanh(softplus.value(z));
    return w + z * logistic(z) * (1 - w * w);
  },
  apply: withGradient(
    (z) => tf.mul(z, tf.tanh(tf.softplus(z))),
    (z) => {
      const w = tf.tanh(tf.softplus(z));
      return tf.add(w, tf.mul(tf.mul(z, tf.sigmoid(z)), tf.sub(1, tf.square(w))));
    },
  ),
};
