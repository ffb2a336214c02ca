import { tf } from '../../core/index.js';
import type { OwnConfig } from '../types.js';
import type { TensorRule } from './rule.js';

/** Ftrl; see `scratch/ftrl.ts`. A learning rate of 0 gives NaN in both forms. */
export const ftrl: TensorRule<OwnConfig['Ftrl']> = {
  plain(c) {
    const power = -c.learningRatePower;
    const root = (n: tf.Tensor): tf.Tensor => (power === 0.5 ? tf.sqrt(n) : tf.pow(n, power));
    const l1 = c.l1RegularizationStrength;
    const l2 = c.l2RegularizationStrength * (c.convention === 'paper' ? 0.5 : 1);
    return (x, g, [n, z], { rate }) => {
      const total = tf.add(n, tf.square(g));
      const top = root(total);
      const shrunk = tf.add(g, tf.mul(x, 2 * c.l2ShrinkageRegularizationStrength));
      const linear = tf.add(z, tf.sub(shrunk, tf.mul(tf.div(tf.sub(top, root(n)), rate), x)));
      const below = tf.add(tf.div(top, rate), 2 * (l2 + c.beta / (2 * rate)));
      return [tf.div(tf.sub(tf.clipByValue(linear, -l1, l1), linear), below), total, linear];
    };
  },
  fused(c) {
    const l2 = c.l2RegularizationStrength * (c.convention === 'paper' ? 0.5 : 1);
    return {
      op: 'ResourceApplyFtrlV2',
      flags: { multiply_linear_by_lr: false },
      inputs: ({ rate }) => [
        'accumulator',
        'linear',
        'grad',
        rate,
        c.l1RegularizationStrength,
        l2 + c.beta / (2 * rate),
        c.l2ShrinkageRegularizationStrength,
        c.learningRatePower,
      ],
    };
  },
};
