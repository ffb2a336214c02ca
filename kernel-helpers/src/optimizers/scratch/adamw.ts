import type { OwnConfig } from '../types.js';
import { adamDefaultsOf, adamParameters, adamRule, adamSlots } from './adam.js';
import type { Method } from './method.js';

/**
 * AdamW: Adam with weight decay that is separate from the gradient.
 *
 * Before Adam's step W −= W·λ·α (keras) or W −= λW (paper, whose λ is not multiplied by α).
 * Defaults as Adam's, weightDecay λ = 0.004. State as Adam's. Source: Loshchilov & Hutter 2019.
 */
export const adamw: Method<OwnConfig['AdamW']> = {
  name: 'AdamW',
  latex: String.raw`W \leftarrow W - \alpha\lambda W \qquad W \leftarrow W - \alpha\frac{\sqrt{1-\beta_2^t}}{1-\beta_1^t}\,\frac{m}{\sqrt{v}+\varepsilon}`,
  source: 'Loshchilov & Hutter 2019',
  learningRate: 0.001,
  weightDecay: 0.004,
  parameters: { ...adamParameters, amsgrad: { default: false } },
  defaultsOf: adamDefaultsOf,
  slots: (c) => adamSlots(c.amsgrad),
  rule: (c) => adamRule(c, c.amsgrad, c.convention),
  decayRate: (c, rate) => (c.convention === 'paper' ? 1 : rate),
};
