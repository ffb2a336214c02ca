import type { OwnConfig } from '../types.js';
import { type Method, type Rule, unit } from './method.js';

/**
 * Stochastic gradient descent, with momentum μ and Nesterov's look-ahead on request.
 *
 * W −= α dW; with momentum m = μm − α dW, W += m; with `nesterov` W += μm − α dW (m already updated).
 * Defaults: learningRate 0.01, momentum 0 in [0, 1), nesterov false. State: `momentum`, only where momentum > 0.
 * Source: Robbins & Monro 1951; Polyak 1964; Sutskever et al. 2013.
 */
export const sgd: Method<OwnConfig['SGD']> = {
  name: 'SGD',
  latex: String.raw`W \leftarrow W - \alpha\,dW`,
  source: 'Robbins & Monro 1951',
  learningRate: 0.01,
  parameters: { momentum: { default: 0, bounds: unit }, nesterov: { default: false } },
  slots: (c) => (c.momentum > 0 ? [{ name: 'momentum', initial: 0 }] : []),
  rule: (c) => (c.momentum > 0 ? heavyBall(c.momentum, c.nesterov) : plain),
};

const plain: Rule = (_t, rate) => (w) => {
  w.x -= w.g * rate;
};

/** Momentum as Keras has it: the velocity already holds the learning rate, and (1−β) is dropped. */
export function heavyBall(mu: number, nesterov: boolean): Rule {
  return (_t, rate) => (w) => {
    w.momentum = w.momentum * mu - w.g * rate;
    w.x += nesterov ? w.momentum * mu - w.g * rate : w.momentum;
  };
}
