import type { Convention, OwnConfig } from '../types.js';
import { type Method, nonNegative, type Rule, type Slot, unit } from './method.js';

/** Parameters of Adam and its variants, with Keras's defaults. */
export const adamParameters = {
  beta1: { default: 0.9, bounds: unit },
  beta2: { default: 0.999, bounds: unit },
  epsilon: { default: 1e-7, bounds: nonNegative },
} as const;

/** Slide and paper both say ε = 1e-8. */
export const adamDefaultsOf = { slide: { epsilon: 1e-8 }, paper: { epsilon: 1e-8 } } as const;

/**
 * Adam: momentum over RMSprop, both corrected for their start at zero.
 *
 * m = β₁m + (1−β₁) dW, v = β₂v + (1−β₂) dW², then by convention
 * - keras: α' = α √(1−β₂^t)/(1−β₁^t), W −= α' m/(√v + ε), ε = 1e-7: the paper's "ε hat", in effect ε/√(1−β₂^t) beside the corrected root
 * - paper: W −= α m̂/(√v̂ + ε), m̂ = m/(1−β₁^t), v̂ = v/(1−β₂^t), ε = 1e-8
 * - slide: W −= α m̂/√(v̂ + ε), ε = 1e-8
 *
 * `amsgrad` uses the largest v so far. Defaults: learningRate 0.001, beta1 0.9, beta2 0.999 in [0, 1), amsgrad false.
 * State: `momentum` (m; the slide's v), `velocity` (v; the slide's s), `velocityHat` with amsgrad. Source: Kingma & Ba 2015.
 */
export const adam: Method<OwnConfig['Adam']> = {
  name: 'Adam',
  latex: String.raw`m \leftarrow \beta_1 m + (1-\beta_1)dW \quad v \leftarrow \beta_2 v + (1-\beta_2)dW^2 \quad W \leftarrow W - \alpha\frac{\sqrt{1-\beta_2^t}}{1-\beta_1^t}\,\frac{m}{\sqrt{v}+\varepsilon}`,
  source: 'Kingma & Ba 2015',
  learningRate: 0.001,
  parameters: { ...adamParameters, amsgrad: { default: false } },
  defaultsOf: adamDefaultsOf,
  slots: (c) => adamSlots(c.amsgrad),
  rule: (c) => adamRule(c, c.amsgrad, c.convention),
};

export const adamSlots = (amsgrad: boolean): Slot[] => [
  { name: 'momentum', initial: 0 },
  { name: 'velocity', initial: 0 },
  ...(amsgrad ? [{ name: 'velocityHat', initial: 0 } as const] : []),
];

export function adamRule({ beta1, beta2, epsilon }: OwnConfig['AMSGrad'], amsgrad: boolean, convention: Convention): Rule {
  return (t, rate) => {
    const c1 = 1 - beta1 ** t;
    const c2 = 1 - beta2 ** t;
    const alpha = (rate * Math.sqrt(c2)) / c1;
    return (w) => {
      w.momentum += (w.g - w.momentum) * (1 - beta1);
      w.velocity += (w.g * w.g - w.velocity) * (1 - beta2);
      let second = w.velocity;
      if (amsgrad) {
        w.velocityHat = Math.max(w.velocityHat, second);
        second = w.velocityHat;
      }
      if (convention === 'keras') w.x -= (w.momentum * alpha) / (Math.sqrt(second) + epsilon);
      else if (convention === 'paper') w.x -= (rate * (w.momentum / c1)) / (Math.sqrt(second / c2) + epsilon);
      else w.x -= (rate * (w.momentum / c1)) / Math.sqrt(second / c2 + epsilon);
    };
  };
}
