import type { OwnConfig } from '../types.js';
import { adamParameters } from './adam.js';
import type { Method } from './method.js';

/** The momentum of step t: μ_t = β₁ (1 − ½·0.96^(ψt)), rising from about 0.52 β₁ to β₁; ψ = 1 in Keras, 0.004 in the paper. */
export function nadamMomentum(beta1: number, t: number, psi = 1): number {
  return beta1 * (1 - 0.5 * 0.96 ** (psi * t));
}

/** The product of the momentums of all steps up to t, which depends on t alone. In a loop over the steps each call costs one product. */
export function nadamProduct(beta1: number, psi = 1): (t: number) => number {
  let product = 1;
  let upTo = 0;
  return (t) => {
    if (t < upTo) [product, upTo] = [1, 0];
    while (upTo < t) {
      upTo += 1;
      product *= nadamMomentum(beta1, upTo, psi);
    }
    return product;
  };
}

/**
 * Nadam: Adam with Nesterov's look-ahead and a momentum that increases at the start.
 *
 * m = β₁m + (1−β₁) dW, v = β₂v + (1−β₂) dW², m̂ = μ_{t+1} m/(1−Πμ_{≤t+1}) + (1−μ_t) dW/(1−Πμ_{≤t}), W −= α m̂/(√v̂ + ε).
 * The paper also uses μ_t in place of β₁ in m, and its schedule is 250 times slower.
 * Defaults: learningRate 0.001 (paper 0.002), beta1 0.9, beta2 0.999 in [0, 1), epsilon 1e-7 (paper 1e-8).
 * State: `momentum`, `velocity`, `uProduct` (one number: Πμ). Source: Dozat 2016.
 */
export const nadam: Method<OwnConfig['Nadam']> = {
  name: 'Nadam',
  latex: String.raw`\hat m = \frac{\mu_{t+1}\,m}{1-\prod_{i\le t+1}\mu_i} + \frac{(1-\mu_t)\,dW}{1-\prod_{i\le t}\mu_i} \qquad W \leftarrow W - \frac{\alpha\,\hat m}{\sqrt{\hat v}+\varepsilon}`,
  source: 'Dozat 2016',
  learningRate: 0.001,
  parameters: adamParameters,
  defaultsOf: { paper: { learningRate: 0.002, epsilon: 1e-8 } },
  slots: () => [
    { name: 'momentum', initial: 0 },
    { name: 'velocity', initial: 0 },
    { name: 'uProduct', initial: 1, shared: true },
  ],
  rule({ beta1, beta2, epsilon, convention }) {
    const paper = convention === 'paper';
    const psi = paper ? 0.004 : 1;
    const productAt = nadamProduct(beta1, psi);
    return (t, rate) => {
      const now = nadamMomentum(beta1, t, psi);
      const next = nadamMomentum(beta1, t + 1, psi);
      const all = productAt(t);
      const c2 = 1 - beta2 ** t;
      const keep = paper ? now : beta1;
      return (w) => {
        w.uProduct = all;
        w.momentum += (w.g - w.momentum) * (1 - keep);
        w.velocity += (w.g * w.g - w.velocity) * (1 - beta2);
        const ahead = (next * w.momentum) / (1 - all * next) + ((1 - now) * w.g) / (1 - all);
        w.x -= (ahead * rate) / (Math.sqrt(w.velocity / c2) + epsilon);
      };
    };
  },
};
