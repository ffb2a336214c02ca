/** One training step of a compiled model, and one measurement, without waiting for their values. */
import type { tf } from '../core/index.js';
import type { WeightedBatch } from './data.js';
import { innerModel, type ShapeChecker, standardized } from './shapes.js';

/** The members of tfjs's LayersModel that `trainOnBatch` uses. They exist at run time, but its types hide them. */
interface Trainable extends ShapeChecker {
  optimizer_?: unknown;
  checkTrainableWeightsConsistency(): void;
  makeTrainFunction(): (data: tf.Tensor[]) => tf.Scalar[];
  makeTestFunction(): void;
  testFunction(data: tf.Tensor[]): tf.Scalar[];
}

/** Makes a step or a measurement; the scalars returned (loss, then metrics) are disposed by the caller. */
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
  return onBatches(inner, inner.makeTrainFunction());
}

/**
 * Loss and metrics of a batch. `model.evaluate` does the same, but copies the batch and adds up the values by kernels of their own.
 * @throws Error where the model is not compiled
 */
export function testStep(model: tf.LayersModel): TrainStep {
  // Patch: tfjs-train-on-batch
  const inner = innerModel(model) as Trainable;
  if (!inner.optimizer_) throw new Error('the model is not compiled; call model.compile({ optimizer, loss, metrics }) before evaluate');
  inner.makeTestFunction();
  return onBatches(inner, (data) => inner.testFunction(data));
}

function onBatches(inner: Trainable, run: (data: tf.Tensor[]) => tf.Scalar[]): TrainStep {
  return ({ xs, ys, sampleWeight }) => {
    const [x, y] = standardized(inner, 'data', xs, ys);
    try {
      return run(sampleWeight ? [...x, ...y, sampleWeight] : [...x, ...y]);
    } finally {
      for (const t of x) if (t !== xs) t.dispose();
      for (const t of y) if (t !== ys) t.dispose();
    }
  };
}
