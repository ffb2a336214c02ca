import type { OwnConfig } from '../types.js';
import { type Method, nonNegative } from './method.js';

/**
 * AdaGrad: the rate of each component falls with the sum of all its squared gradients, and never rises again.
 *
 * s += dW², then W −= α dW/√(s + ε) (keras) or α dW/(√s + ε) (slide, whose formula is missing, and paper).
 * Defaults: learningRate 0.001, initialAccumulatorValue 0.1 (paper 0), epsilon 1e-7, both 0 or more. State: `accumulator` (s).
 * Source: Duchi, Hazan & Singer 2011.
 */
export const adagrad: Method<OwnConfig['Adagrad']> = {
  name: 'Adagrad',
  latex: String.raw`s \leftarrow s + dW^2 \qquad W \leftarrow W - \frac{\alpha\,dW}{\sqrt{s + \varepsilon}}`,
  source: 'Duchi, Hazan & Singer 2011',
  learningRate: 0.001,
  parameters: {
    initialAccumulatorValue: { default: 0.1, bounds: nonNegative },
    epsilon: { default: 1e-7, bounds: nonNegative },
  },
  defaultsOf: { paper: { initialAccumulatorValue: 0 } },
  slots: (c) => [{ name: 'accumulator', initial: c.initialAccumulatorValue }],
  rule:
    ({ epsilon, convention }) =>
    (_t, rate) =>
    (w) => {
      w.accumulator += w.g * w.g;
      w.x -= (rate * w.g) / (convention === 'keras' ? Math.sqrt(w.accumulator + epsilon) : Math.sqrt(w.accumulator) + epsilon);
    },
};
