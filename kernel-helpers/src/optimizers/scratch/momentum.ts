import type { OwnConfig } from '../types.js';
import { type Method, unit } from './method.js';
import { heavyBall } from './sgd.js';

/**
 * Gradient descent with momentum, in both forms of the slide.
 *
 * `keepFactor: true`: v = βv + (1−β) dW, W −= αv (the slide's first form; `convention: 'slide'`). With `biasCorrection` W −= α v/(1−β^t).
 * `keepFactor: false`: v = βv − α dW, W += v (Keras, Polyak; the slide's second form with α inside v, the same points for a fixed α).
 * Dropping the factor makes the steady step 1/(1−β) times as long: ten times at β = .9.
 * Defaults: learningRate .01 (slide .1), momentum β = .9 in [0, 1), keepFactor false (slide: true), biasCorrection false. State: `momentum`.
 * Errors: biasCorrection without the factor. Source: Polyak 1964.
 */
export const momentum: Method<OwnConfig['Momentum']> = {
  name: 'Momentum',
  latex: String.raw`v \leftarrow \beta v - \alpha\,dW \qquad W \leftarrow W + v`,
  source: 'Polyak 1964',
  learningRate: 0.01,
  parameters: { momentum: { default: 0.9, bounds: unit }, keepFactor: { default: false }, biasCorrection: { default: false } },
  defaultsOf: { slide: { keepFactor: true, learningRate: 0.1 } },
  slots: () => [{ name: 'momentum', initial: 0 }],
  rule(c) {
    if (!c.keepFactor) {
      if (c.biasCorrection) throw new RangeError('biasCorrection must be false where keepFactor is false: there is no (1−β) to correct');
      return heavyBall(c.momentum, false);
    }
    const beta = c.momentum;
    return (x, g, [v], t, rate) => {
      const scale = c.biasCorrection ? rate / (1 - beta ** t) : rate;
      for (let i = 0; i < x.length; i++) {
        v[i] = beta * v[i] + (1 - beta) * g[i];
        x[i] -= scale * v[i];
      }
    };
  },
};
