import type { OwnConfig } from '../types.js';
import { type Method, nonNegative, unit } from './method.js';

/**
 * Adadelta: RMSprop with the root mean square of its own past steps as the rate, so that a step has the unit of W.
 *
 * s = ρs + (1−ρ) dW², d = −√(u + ε)/√(s + ε) · dW, u = ρu + (1−ρ) d², W += αd.
 * Defaults: learningRate 0.001 (paper: 1, which means "no extra rate"), rho 0.95 in [0, 1), epsilon 1e-7 (paper 1e-6).
 * At Keras's and the slide's rate of 0.001 it hardly moves. State: `accumulatedGrad` (s), `accumulatedDeltaVar` (u). Source: Zeiler 2012.
 */
export const adadelta: Method<OwnConfig['Adadelta']> = {
  name: 'Adadelta',
  latex: String.raw`s \leftarrow \rho s + (1-\rho)dW^2 \quad d = -\frac{\sqrt{u+\varepsilon}}{\sqrt{s+\varepsilon}}\,dW \quad u \leftarrow \rho u + (1-\rho)d^2 \quad W \leftarrow W + \alpha d`,
  source: 'Zeiler 2012',
  learningRate: 0.001,
  parameters: { rho: { default: 0.95, bounds: unit }, epsilon: { default: 1e-7, bounds: nonNegative } },
  defaultsOf: { paper: { learningRate: 1, epsilon: 1e-6 } },
  slots: () => [
    { name: 'accumulatedGrad', initial: 0 },
    { name: 'accumulatedDeltaVar', initial: 0 },
  ],
  rule:
    ({ rho, epsilon }) =>
    (_t, rate) =>
    (w) => {
      w.accumulatedGrad = rho * w.accumulatedGrad + (1 - rho) * (w.g * w.g);
      const d = -(Math.sqrt(w.accumulatedDeltaVar + epsilon) * w.g) / Math.sqrt(w.accumulatedGrad + epsilon);
      w.accumulatedDeltaVar = rho * w.accumulatedDeltaVar + (1 - rho) * (d * d);
      w.x += rate * d;
    },
};
