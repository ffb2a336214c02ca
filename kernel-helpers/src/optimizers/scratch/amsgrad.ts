import type { OwnConfig } from '../types.js';
import { adamDefaultsOf, adamParameters, adamRule, adamSlots } from './adam.js';
import type { Method } from './method.js';

/**
 * AMSGrad: Adam whose second moment never decreases, so that the effective rate never increases.
 *
 * As Adam with `velocityHat` = max(velocityHat, v) under the root. The paper leaves out the bias correction; Keras, and so this lab, keeps it.
 * Defaults and conventions as Adam's. State: `momentum`, `velocity`, `velocityHat`. Source: Reddi, Kale & Kumar 2018.
 */
export const amsgrad: Method<OwnConfig['AMSGrad']> = {
  name: 'AMSGrad',
  latex: String.raw`\hat v \leftarrow \max(\hat v, v) \qquad W \leftarrow W - \alpha\frac{\sqrt{1-\beta_2^t}}{1-\beta_1^t}\,\frac{m}{\sqrt{\hat v}+\varepsilon}`,
  source: 'Reddi, Kale & Kumar 2018',
  learningRate: 0.001,
  parameters: adamParameters,
  defaultsOf: adamDefaultsOf,
  slots: () => adamSlots(true),
  rule: (c) => adamRule(c, true, c.convention),
};
