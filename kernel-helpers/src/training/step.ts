/** One training step of a compiled model, without waiting for its loss. */
import type { tf } from '../core/index.js';
import type { WeightedBatch } from './data.js';

/** The parts of tfjs's LayersModel that `trainOnBatch` is made of; its types hide them, its classes do not. */
interface Trainable {
  optimizer_?: unknown;
  checkTrainableWeightsConsistency(): void;
  makeTrainFunction(): (data: tf.Tensor[]) => tf.Scalar[];
  standardizeUserDataXY(x: tf.Tensor, y: tf.Tensor): [tf.Tensor[], tf.Tensor[]];
}

/** Makes a step; the scalars returned (loss, then metrics) are the caller's to dispose. */
export type TrainStep = (batch: WeightedBatch) => tf.Scalar[];

/**
 * `trainOnBatch` reads its loss from the device at every step and so waits for it; this does the same work and leaves the reading to later.
 * @throws Error where the model is not compiled
 */
export function trainStep(model: tf.LayersModel): TrainStep {
  // Patch: tfjs-train-on-batch
  // A Sequential keeps the model that does the work inside.
  const inner = ((model as { model?: unknown }).model ?? model) as Trainable;
  if (!inner.optimizer_) throw new Error('the model is not compiled; call model.compile({ optimizer, loss, metrics }) before fit');
  inner.checkTrainableWeightsConsistency();
  const train = inner.makeTrainFunction();
  return ({ xs, ys, sampleWeight }) => {
    const [x, y] = inner.standardizeUserDataXY(xs, ys);
    const scalars = train(sampleWeight ? [...x, ...y, sampleWeight] : [...x, ...y]);
    for (const t of x) if (t !== xs) t.dispose();
    for (const t of y) if (t !== ys) t.dispose();
    return scalars;
  };
}
