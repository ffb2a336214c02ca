/** One training step of a compiled model, without waiting for its loss. */
import type { tf } from '../core/index.js';
import type { WeightedBatch } from './data.js';
import { innerModel, type ShapeChecker, standardized } from './shapes.js';

/** The members of tfjs's LayersModel that `trainOnBatch` uses. They exist at run time, but its types hide them. */
interface Trainable extends ShapeChecker {
  optimizer_?: unknown;
  checkTrainableWeightsConsistency(): void;
  makeTrainFunction(): (data: tf.Tensor[]) => tf.Scalar[];
}

/** Makes a step; the scalars returned (loss, then metrics) are disposed by the caller. */
export type TrainStep = (batch: WeightedBatch) => tf.Scalar[];

/**
 * `trainOnBatch` reads the loss from the device at every step and waits for it. This function does the same work without reading the loss.
 * @throws Error where the model is not compiled
 */
export function trainStep(model: tf.LayersModel): TrainStep {
  // Patch: tfjs-train-on-batch
  const inner = innerModel(model) as Trainable;
  if (!inner.optimizer_) throw new Error('the model is not compiled; call model.compile({ optimizer, loss, metrics }) before fit');
  inner.checkTrainableWeightsConsistency();
  const train = inner.makeTrainFunction();
  return ({ xs, ys, sampleWeight }) => {
    const [x, y] = standardized(inner, 'data', xs, ys);
    const scalars = train(sampleWeight ? [...x, ...y, sampleWeight] : [...x, ...y]);
    for (const t of x) if (t !== xs) t.dispose();
    for (const t of y) if (t !== ys) t.dispose();
    return scalars;
  };
}
