import { tf } from '../../core/index.js';
import type { OwnConfig } from '../types.js';
import type { TensorRule } from './rule.js';

/** Lion; see `scratch/lion.ts`. */
export const lion: TensorRule<OwnConfig['Lion']> = {
  plain:
    ({ beta1, beta2 }) =>
    (x, g, [m], { rate }) => {
      const direction = tf.sign(tf.add(tf.mul(m, beta1), tf.mul(g, 1 - beta1)));
      return [tf.sub(x, tf.mul(direction, rate)), tf.add(tf.mul(m, beta2), tf.mul(g, 1 - beta2))];
    },
};
