import type { OwnConfig } from '../types.js';
import { adamParameters } from './adam.js';
import type { Method } from './method.js';

/**
 * AdaMax: Adam with a decaying maximum of |dW| in place of the root mean square.
 *
 * m = β₁m + (1−β₁) dW, u = max(β₂u, |dW|), W −= α m/((1−β₁^t)(u + ε)).
 * Defaults: learningRate 0.001 (paper 0.002), beta1 0.9, beta2 0.999 in [0, 1), epsilon 1e-7 (paper: none, 0). State: `momentum`, `norm` (u).
 * Source: Kingma & Ba 2015, section 7.
 */
export const adamax: Method<OwnConfig['Adamax']> = {
  name: 'Adamax',
  latex: String.raw`m \leftarrow \beta_1 m + (1-\beta_1)dW \quad u \leftarrow \max(\beta_2 u, |dW|) \quad W \leftarrow W - \frac{\alpha\,m}{(1-\beta_1^t)(u+\varepsilon)}`,
  source: 'Kingma & Ba 2015, section 7',
  learningRate: 0.001,
  parameters: adamParameters,
  defaultsOf: { paper: { learningRate: 0.002, epsilon: 0 } },
  slots: () => [
    { name: 'momentum', initial: 0 },
    { name: 'norm', initial: 0 },
  ],
  rule:
    ({ beta1, beta2, epsilon }) =>
    (t, rate) => {
      const c1 = 1 - beta1 ** t;
      return (w) => {
        w.momentum += (w.g - w.momentum) * (1 - beta1);
        w.norm = Math.max(beta2 * w.norm, Math.abs(w.g));
        w.x -= (rate * w.momentum) / (c1 * (w.norm + epsilon));
      };
    },
};
