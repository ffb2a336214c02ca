import type { OwnConfig } from '../types.js';
import { type Method, nonNegative, unit } from './method.js';

/**
 * RMSprop: each component is divided by the root of its own running mean square.
 *
 * s = ρs + (1−ρ) dW², step = α dW/√(s + ε), W −= step; `centered` subtracts the square of the running mean a under the root;
 * `momentum` μ accumulates the steps: m = μm + step, W −= m.
 * Defaults: learningRate 0.001, rho 0.9 and momentum 0 in [0, 1), epsilon 1e-7 (slide and paper: none, 0), centered false.
 * Without ε a zero gradient gives 0/0 = NaN. State: `velocity` (s), `momentum` and `averageGradient` where used.
 * Source: Tieleman & Hinton 2012, lecture 6e; Graves 2013 (centred, with momentum).
 */
export const rmsprop: Method<OwnConfig['RMSprop']> = {
  name: 'RMSprop',
  latex: String.raw`s \leftarrow \rho s + (1-\rho)\,dW^2 \qquad W \leftarrow W - \frac{\alpha\,dW}{\sqrt{s + \varepsilon}}`,
  source: 'Tieleman & Hinton 2012',
  learningRate: 0.001,
  parameters: {
    rho: { default: 0.9, bounds: unit },
    momentum: { default: 0, bounds: unit },
    epsilon: { default: 1e-7, bounds: nonNegative },
    centered: { default: false },
  },
  defaultsOf: { slide: { epsilon: 0 }, paper: { epsilon: 0 } },
  slots: (c) => [
    { name: 'velocity', initial: 0 },
    ...(c.momentum > 0 ? [{ name: 'momentum', initial: 0 } as const] : []),
    ...(c.centered ? [{ name: 'averageGradient', initial: 0 } as const] : []),
  ],
  rule:
    ({ rho, momentum, epsilon, centered }) =>
    (_t, rate) =>
    (w) => {
      w.velocity = rho * w.velocity + (1 - rho) * (w.g * w.g);
      let variance = w.velocity;
      if (centered) {
        w.averageGradient = rho * w.averageGradient + (1 - rho) * w.g;
        variance -= w.averageGradient * w.averageGradient;
      }
      const step = (rate * w.g) / Math.sqrt(variance + epsilon);
      if (momentum > 0) {
        w.momentum = momentum * w.momentum + step;
        w.x -= w.momentum;
      } else w.x -= step;
    },
};
