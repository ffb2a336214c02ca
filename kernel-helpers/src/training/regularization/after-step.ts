import type { tf } from '../../core/index.js';

/**
 * Calls a function after every update of a compiled model's weights, whoever trains it: `fit`, `model.fit` or `trainOnBatch`.
 *
 * tfjs has a place for this only in `model.fit` (`onBatchEnd`); every way of training goes through the optimizer's
 * `applyGradients`, so that is where it hooks in. Compile before; compiling again with another optimizer drops the hook.
 *
 * @param callback gets the number of the step, from 1
 * @returns the function that takes the hook out
 * @throws Error where the model is not compiled
 */
export function afterStep(model: tf.LayersModel, callback: (step: number) => void): () => void {
  const optimizer = model.optimizer as tf.Optimizer | undefined;
  if (!optimizer) throw new Error('the model is not compiled; call model.compile({ optimizer, loss, metrics }) first');
  const apply = optimizer.applyGradients;
  let step = 0;
  let active = true;
  // Patch: tfjs-after-step
  optimizer.applyGradients = function (this: tf.Optimizer, grads) {
    apply.call(optimizer, grads);
    if (active) callback(++step);
  };
  return () => {
    active = false;
  };
}
