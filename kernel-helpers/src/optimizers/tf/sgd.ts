import { tf } from '../../core/index.js';
import type { OwnConfig } from '../types.js';
import type { FusedRule, PlainRule, TensorRule } from './rule.js';

/** SGD with momentum and Nesterov; see `scratch/sgd.ts` for the formulas. */
export const sgd: TensorRule<OwnConfig['SGD']> = {
  plain: (c) => (c.momentum > 0 ? heavyBall(c.momentum, c.nesterov) : (x, g, _sums, { rate }) => [tf.sub(x, tf.mul(g, rate))]),
  fused: (c) =>
    c.momentum > 0 ? kerasMomentum(c.momentum, c.nesterov) : { op: 'ResourceApplyGradientDescent', inputs: ({ rate }) => [rate, 'grad'] },
};

/** Nesterov's form of SGD with momentum. */
export const nesterov: TensorRule<OwnConfig['Nesterov']> = {
  plain: (c) => heavyBall(c.momentum, true),
  fused: (c) => kerasMomentum(c.momentum, true),
};

/** Momentum in both forms of the slide; see `scratch/momentum.ts`. */
export const momentum: TensorRule<OwnConfig['Momentum']> = {
  plain({ momentum: beta, dampening, biasCorrection }) {
    return (x, g, [v], { t, rate }) => {
      const next = tf.add(tf.mul(v, beta), tf.mul(g, 1 - dampening));
      return [tf.sub(x, tf.mul(next, biasCorrection ? rate / (1 - beta ** t) : rate)), next];
    };
  },
  // The kernel has no factor for the gradient, and without dampening there is no bias correction.
  fused: (c) =>
    c.dampening > 0
      ? undefined
      : { op: 'ResourceApplyMomentum', flags: { use_nesterov: false }, inputs: ({ rate }) => ['momentum', rate, 'grad', c.momentum] },
};

function heavyBall(mu: number, ahead: boolean): PlainRule {
  return (x, g, [m], { rate }) => {
    const pull = tf.mul(g, rate);
    const next = tf.sub(tf.mul(m, mu), pull);
    return [tf.add(x, ahead ? tf.sub(tf.mul(next, mu), pull) : next), next];
  };
}

function kerasMomentum(mu: number, ahead: boolean): FusedRule {
  return { op: 'ResourceApplyKerasMomentum', flags: { use_nesterov: ahead }, inputs: ({ rate }) => ['momentum', rate, 'grad', mu] };
}
