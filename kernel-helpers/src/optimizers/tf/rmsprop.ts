import { tf } from '../../core/index.js';
import type { OwnConfig } from '../types.js';
import type { TensorRule } from './rule.js';

/** RMSprop, centred and with momentum on request; see `scratch/rmsprop.ts`. */
export const rmsprop: TensorRule<OwnConfig['RMSprop']> = {
  plain:
    ({ rho, momentum, epsilon, centered }) =>
    (x, g, [before, second, third], { rate }) => {
      const s = tf.add(tf.mul(before, rho), tf.mul(tf.square(g), 1 - rho));
      const m = momentum > 0 ? second : undefined;
      const a = centered ? tf.add(tf.mul(m ? third : second, rho), tf.mul(g, 1 - rho)) : undefined;
      const variance = a ? tf.sub(s, tf.square(a)) : s;
      const step = tf.div(tf.mul(g, rate), tf.sqrt(tf.add(variance, epsilon)));
      const move = m ? tf.add(tf.mul(m, momentum), step) : step;
      return [tf.sub(x, move), s, ...(m ? [move] : []), ...(a ? [a] : [])];
    },
  // The kernel always keeps a momentum; with momentum 0 it holds the last step, which nothing reads.
  fused: ({ rho, momentum, epsilon, centered }) =>
    centered
      ? {
          op: 'ResourceApplyCenteredRMSProp',
          inputs: ({ rate }) => ['averageGradient', 'velocity', 'momentum', rate, rho, momentum, epsilon, 'grad'],
        }
      : { op: 'ResourceApplyRMSProp', inputs: ({ rate }) => ['velocity', 'momentum', rate, rho, momentum, epsilon, 'grad'] },
};
