import type { tf } from '../core/index.js';

/** The first output of a model. @throws Error for a model without outputs */
export function outputOf(model: tf.LayersModel): tf.SymbolicTensor {
  const [output] = model.outputs;
  if (!output) throw new Error(`the model '${model.name}' has no output`);
  return output;
}

/** The shape of a model's input, without the batch. */
export function inputShape(model: tf.LayersModel): number[] {
  const [input] = model.inputs;
  if (!input) throw new Error(`the model '${model.name}' has no input`);
  return input.shape.slice(1) as number[];
}

/** The shape of a model's output, without the batch. */
export const outputShape = (model: tf.LayersModel): number[] => outputOf(model).shape.slice(1) as number[];

/** The last layer of a model. @throws Error for a model without layers */
export function lastLayer(model: tf.LayersModel): tf.layers.Layer {
  const layer = model.layers.at(-1);
  if (!layer) throw new Error(`the model '${model.name}' has no layers`);
  return layer;
}
