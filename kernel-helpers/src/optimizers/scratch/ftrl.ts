import type { OwnConfig } from '../types.js';
import { type Method, nonNegative } from './method.js';

/**
 * Ftrl ("follow the regularised leader"): the point that minimizes the sum of all linearized losses so far plus a regularizer; L1 gives
 * exact zeros.
 *
 * n' = n + dW², z += dW + 2λ_s W − (n'^−p − n^−p)/α · W, q = n'^−p/α + 2(λ₂ + β/(2α)), W = (clip(z, ±λ₁) − z)/q, n = n'.
 * Defaults: learningRate 0.001, learningRatePower p = −0.5 (0 or less), initialAccumulatorValue 0.1 (paper 0), l1RegularizationStrength λ₁,
 * l2RegularizationStrength λ₂, l2ShrinkageRegularizationStrength λ_s and beta 0 (paper: beta 1), each 0 or more.
 * Keras counts λ₂ twice (it penalises λ₂W², the paper ½λ₂W²). z starts at 0, so the first step moves far if W does not start at 0.
 * State: `accumulator` (n), `linear` (z). Source: McMahan et al. 2013.
 */
export const ftrl: Method<OwnConfig['Ftrl']> = {
  name: 'Ftrl',
  latex: String.raw`z \leftarrow z + dW - \tfrac{\sqrt{n'}-\sqrt{n}}{\alpha}\,W \qquad W \leftarrow \frac{\mathrm{clip}(z, \pm\lambda_1) - z}{\sqrt{n'}/\alpha + 2\lambda_2 + \beta/\alpha}`,
  source: 'McMahan et al. 2013',
  learningRate: 0.001,
  parameters: {
    learningRatePower: { default: -0.5, bounds: { max: 0 } },
    initialAccumulatorValue: { default: 0.1, bounds: nonNegative },
    l1RegularizationStrength: { default: 0, bounds: nonNegative },
    l2RegularizationStrength: { default: 0, bounds: nonNegative },
    l2ShrinkageRegularizationStrength: { default: 0, bounds: nonNegative },
    beta: { default: 0, bounds: nonNegative },
  },
  defaultsOf: { paper: { initialAccumulatorValue: 0, beta: 1 } },
  slots: (c) => [
    { name: 'accumulator', initial: c.initialAccumulatorValue },
    { name: 'linear', initial: 0 },
  ],
  rule(c) {
    const power = -c.learningRatePower;
    const root = power === 0.5 ? Math.sqrt : (n: number) => n ** power;
    const l1 = c.l1RegularizationStrength;
    const l2 = c.l2RegularizationStrength * (c.convention === 'paper' ? 0.5 : 1);
    return (_t, rate) => {
      const ridge = 2 * (l2 + c.beta / (2 * rate));
      return (w) => {
        const total = w.accumulator + w.g * w.g;
        const shrunk = w.g + 2 * c.l2ShrinkageRegularizationStrength * w.x;
        w.linear += shrunk - ((root(total) - root(w.accumulator)) / rate) * w.x;
        const clipped = Math.min(Math.max(w.linear, -l1), l1);
        w.x = (clipped - w.linear) / (root(total) / rate + ridge);
        w.accumulator = total;
      };
    };
  },
};
