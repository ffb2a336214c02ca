import { methodOf } from '../registry.js';
import type { OptimizerConfig, OptimizerName } from '../types.js';
import { compileByName } from './by-name.js';
import { tfOptimizerClasses } from './classes.js';
import type { LabOptimizer } from './lab-optimizer.js';

export { LabOptimizer } from './lab-optimizer.js';
export { tfOptimizerClasses };

compileByName();

/**
 * A `tf.Optimizer` with Keras's semantics: for `model.compile`, `optimizer.minimize` and `applyGradients`.
 *
 * On native TensorFlow the step runs on TensorFlow's training kernel if one has the same semantics (SGD, Momentum, Nesterov, RMSprop, Adam,
 * AMSGrad, AdamW, Adadelta, Adamax, Ftrl in Keras's convention), elsewhere on plain tensor arithmetic, with equal results.
 * @param name one of `optimizerNames`; `model.compile({ optimizer: 'Nadam' })` takes the same names
 * @param config as for `optimizer`; `learningRate` may be a schedule
 * @returns the optimizer; its running sums are freed by `dispose` (a model that was compiled by name disposes its optimizer itself)
 * @throws RangeError for an unknown name or parameter and for a value outside its range
 */
export function tfOptimizer<N extends OptimizerName>(name: N, config: OptimizerConfig<N> = {}): LabOptimizer<N> {
  methodOf(name);
  return new tfOptimizerClasses[name](config);
}
