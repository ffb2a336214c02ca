import { tf } from '../../core/index.js';
import type { OwnConfig } from '../types.js';
import type { TensorRule } from './rule.js';

/** Adadelta; see `scratch/adadelta.ts`. */
export const adadelta: TensorRule<OwnConfig['Adadelta']> = {
  plain:
    ({ rho, epsilon }) =>
    (x, g, [s, u], { rate }) => {
      const grads = tf.add(tf.mul(s, rho), tf.mul(tf.square(g), 1 - rho));
      const d = tf.div(tf.mul(tf.sqrt(tf.add(u, epsilon)), g), tf.sqrt(tf.add(grads, epsilon)));
      const steps = tf.add(tf.mul(u, rho), tf.mul(tf.square(d), 1 - rho));
      return [tf.sub(x, tf.mul(d, rate)), grads, steps];
    },
  fused: ({ rho, epsilon }) => ({
    op: 'ResourceApplyAdadelta',
    inputs: ({ rate }) => ['accumulatedGrad', 'accumulatedDeltaVar', rate, rho, epsilon, 'grad'],
  }),
};
