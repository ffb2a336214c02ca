import type { OwnConfig } from '../types.js';
import { type Method, unit } from './method.js';
import { heavyBall } from './sgd.js';

/**
 * Nesterov's accelerated gradient: momentum with the gradient at the look-ahead point.
 *
 * v = βv − α dW, W += βv − α dW. The paper takes the gradient at W + βv; written for that look-ahead point, as Keras does, the rule
 * needs the gradient at the current W only, and the points are the paper's look-ahead points.
 * Defaults: learningRate 0.01, momentum 0.9 in [0, 1). State: `momentum`. Source: Nesterov 1983; Sutskever et al. 2013.
 */
export const nesterov: Method<OwnConfig['Nesterov']> = {
  name: 'Nesterov',
  latex: String.raw`v \leftarrow \beta v - \alpha\,dW \qquad W \leftarrow W + \beta v - \alpha\,dW`,
  source: 'Nesterov 1983',
  learningRate: 0.01,
  parameters: { momentum: { default: 0.9, bounds: unit } },
  slots: () => [{ name: 'momentum', initial: 0 }],
  rule: (c) => heavyBall(c.momentum, true),
};
