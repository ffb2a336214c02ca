import type { OwnConfig } from '../types.js';
import { type Method, unit } from './method.js';

/**
 * Gradient descent with momentum, in both forms of the slide.
 *
 * v = βv + (1−d) dW, W −= αv, with the dampening d of PyTorch. `dampening: 0` is the slide's second form, which drops the factor (1−β);
 * `dampening: β` is its first form, which keeps it (the default of `convention: 'slide'`). With `biasCorrection` W −= α v/(1−β^t).
 * Without the factor a step at a constant gradient is 1/(1−β) times as long: ten times at β = 0.9. Keras keeps −αv as its state (`SGD` with
 * momentum); with a fixed α the points are the same. PyTorch's first step takes v = dW whatever the dampening; here v starts at 0.
 * Defaults: learningRate 0.01 (slide 0.1), momentum β = 0.9 and dampening d = 0 (slide: β) in [0, 1), biasCorrection false. State: `momentum` (v).
 * Errors: biasCorrection with a dampening other than β. Source: Polyak 1964; the form is that of torch.optim.SGD.
 */
export const momentum: Method<OwnConfig['Momentum']> = {
  name: 'Momentum',
  latex: String.raw`v \leftarrow \beta v + (1-d)\,dW \qquad W \leftarrow W - \alpha\,v`,
  source: 'Polyak 1964',
  learningRate: 0.01,
  parameters: {
    momentum: { default: 0.9, bounds: unit },
    dampening: { default: 0, bounds: unit },
    biasCorrection: { default: false },
  },
  defaultsOf: { slide: ({ momentum = 0.9 }) => ({ dampening: momentum, learningRate: 0.1 }) },
  slots: () => [{ name: 'momentum', initial: 0 }],
  rule({ momentum: beta, dampening, biasCorrection }) {
    if (biasCorrection && dampening !== beta) {
      throw new RangeError(`dampening must equal momentum (${beta}) where biasCorrection is true, got ${dampening}`);
    }
    return (t, rate) => {
      const scale = biasCorrection ? rate / (1 - beta ** t) : rate;
      return (w) => {
        w.momentum = beta * w.momentum + (1 - dampening) * w.g;
        w.x -= scale * w.momentum;
      };
    };
  },
};
