import { type AfterStep, addsAfterStep } from '../../accelerate/index.js';
import type { tf } from '../../core/index.js';

/** Gets the gradients of an update, by name of the variable; they are disposed after the call. */
export type GradientCallback = (grads: Readonly<Record<string, tf.Tensor>>) => void;

/** The callbacks after each update of one optimizer, and the wrapper of its method while there are callbacks. */
interface Hook {
  readonly callbacks: Set<GradientCallback>;
  /** The callbacks that read the gradients. */
  readonly readers: Set<GradientCallback>;
  readonly wrapper: tf.Optimizer['applyGradients'];
  /** The wrapper of other code that was there before; absent if the method was the one of the class. */
  readonly before: tf.Optimizer['applyGradients'] | undefined;
}

const hooks = new WeakMap<tf.Optimizer, Hook>();

/**
 * Calls a function after every update of a compiled model's weights, in every way of training: `fit`, `model.fit` or `trainOnBatch`.
 *
 * tfjs has a callback for this only in `model.fit` (`onBatchEnd`). Every way of training calls the optimizer's `applyGradients`, so that method
 * is wrapped. It is unwrapped when the last callback is removed. Steps are compiled meanwhile as well. Compile the model before. If it
 * is compiled again with another optimizer, the callback is lost.
 *
 * @param callback gets the number of the step, from 1
 * @returns the function that takes the callback out
 * @throws Error where the model is not compiled
 */
export function afterStep(model: tf.LayersModel, callback: (step: number) => void): () => void {
  let step = 0;
  return add(model, () => callback(++step), false);
}

/** As `afterStep`, with the gradients of the update. Until it is taken out, steps are not compiled: a compiled step keeps its gradients inside. */
export function afterGradients(model: tf.LayersModel, callback: GradientCallback): () => void {
  return add(model, callback, true);
}

function add(model: tf.LayersModel, callback: GradientCallback, reads: boolean): () => void {
  const optimizer = model.optimizer as tf.Optimizer | undefined;
  if (!optimizer) throw new Error('the model is not compiled; call model.compile({ optimizer, loss, metrics }) first');
  const call: GradientCallback = (grads) => callback(grads);
  const { callbacks, readers, wrapper, before } = hookOf(optimizer);
  callbacks.add(call);
  if (reads) readers.add(call);
  return () => {
    callbacks.delete(call);
    readers.delete(call);
    if (callbacks.size > 0 || hooks.get(optimizer)?.wrapper !== wrapper) return;
    hooks.delete(optimizer);
    // Other code may have wrapped the wrapper: then the wrapper stays and only forwards the call.
    if (optimizer.applyGradients !== wrapper) return;
    // Patch: tfjs-after-step
    if (before) optimizer.applyGradients = before;
    else delete (optimizer as Partial<tf.Optimizer>).applyGradients;
  };
}

function hookOf(optimizer: tf.Optimizer): Hook {
  const known = hooks.get(optimizer);
  if (known) return known;
  const before = optimizer.applyGradients;
  const isWrapped = Object.hasOwn(optimizer, 'applyGradients');
  const callbacks = new Set<GradientCallback>();
  const readers = new Set<GradientCallback>();
  const callAll = (grads: Parameters<GradientCallback>[0]) => {
    for (const call of callbacks) call(grads);
  };
  const after: AfterStep = { held: false, call: () => callAll({}) };
  const apply: Hook['wrapper'] = (grads) => {
    before.call(optimizer, grads);
    if (!after.held) callAll(Array.isArray(grads) ? Object.fromEntries(grads.map(({ name, tensor }) => [name, tensor])) : grads);
  };
  const wrapper = Object.assign(apply, { [addsAfterStep]: () => (isWrapped || readers.size > 0 ? undefined : after) });
  const hook = { callbacks, readers, wrapper, before: isWrapped ? before : undefined };
  hooks.set(optimizer, hook);
  // Patch: tfjs-after-step
  optimizer.applyGradients = wrapper;
  return hook;
}
