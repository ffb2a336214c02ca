import { tf } from '../../core/index.js';
import type { OwnConfig } from '../types.js';
import type { TensorRule } from './rule.js';

/** AdaMax; see `scratch/adamax.ts`. */
export const adamax: TensorRule<OwnConfig['Adamax']> = {
  plain:
    ({ beta1, beta2, epsilon }) =>
    (x, g, [m, u], { t, rate }) => {
      const first = tf.add(m, tf.mul(tf.sub(g, m), 1 - beta1));
      const norm = tf.maximum(tf.mul(u, beta2), tf.abs(g));
      return [tf.sub(x, tf.div(tf.mul(first, rate / (1 - beta1 ** t)), tf.add(norm, epsilon))), first, norm];
    },
  fused: ({ beta1, beta2, epsilon }) => ({
    op: 'ResourceApplyAdaMax',
    inputs: ({ t, rate }) => ['momentum', 'norm', 0, rate / (1 - beta1 ** t), beta1, beta2, epsilon, 'grad'],
  }),
};
