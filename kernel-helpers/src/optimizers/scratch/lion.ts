import type { OwnConfig } from '../types.js';
import { type Method, unit } from './method.js';

/**
 * Lion: every component moves by exactly α, in the direction of the sign of a momentum.
 *
 * W −= α sign(β₁m + (1−β₁) dW), then m = β₂m + (1−β₂) dW.
 * Defaults: learningRate 0.001 (paper 1e-4), beta1 0.9 in (0, 1), beta2 0.99 in [0, 1). State: `momentum`. Source: Chen et al. 2023.
 */
export const lion: Method<OwnConfig['Lion']> = {
  name: 'Lion',
  latex: String.raw`W \leftarrow W - \alpha\,\mathrm{sign}(\beta_1 m + (1-\beta_1)dW) \qquad m \leftarrow \beta_2 m + (1-\beta_2)dW`,
  source: 'Chen et al. 2023',
  learningRate: 0.001,
  parameters: { beta1: { default: 0.9, bounds: { above: 0, below: 1 } }, beta2: { default: 0.99, bounds: unit } },
  defaultsOf: { paper: { learningRate: 1e-4 } },
  slots: () => [{ name: 'momentum', initial: 0 }],
  rule:
    ({ beta1, beta2 }) =>
    (_t, rate) =>
    (w) => {
      w.x -= rate * Math.sign(w.momentum * beta1 + w.g * (1 - beta1));
      w.momentum = w.momentum * beta2 + w.g * (1 - beta2);
    },
};
