import { checkOneOf, tf } from '../core/index.js';
import { inputShape } from './shapes.js';

/** A base in two parts that share its layers. */
export interface SplitBase {
  /** From the images to the named layer. */
  readonly lower: tf.LayersModel;
  /** From the named layer's output to the base's. */
  readonly upper: tf.LayersModel;
}

/**
 * Cuts a base behind a layer. What is frozen below the cut can be computed once and stored, and only the part above the cut is trained: the
 * same result as training the whole, for a part of its price.
 *
 * The parts share the layers, weights and flags of the base; whoever disposes the last of the three frees them.
 * @param layerName the last layer of the lower part, for VGG16 `'block4_pool'` to train block 5
 * @throws RangeError for a name that is not an inner layer of the base
 */
export function splitBase(base: tf.LayersModel, layerName: string): SplitBase {
  const layers = base.layers.slice(1);
  const names = layers.map((layer) => layer.name);
  const at = names.indexOf(checkOneOf('layerName', layerName, names.slice(0, -1)));
  return {
    lower: chain(layers.slice(0, at + 1), inputShape(base), `${base.name}_to_${layerName}`),
    upper: chain(layers.slice(at + 1), (layers[at] as tf.layers.Layer).outputShape.slice(1) as number[], `${base.name}_from_${layerName}`),
  };
}

/** The base up to a layer, for features of an earlier block: `baseUpTo(base, 'block4_pool')`. It shares the base's layers. */
export function baseUpTo(base: tf.LayersModel, layerName: string): tf.LayersModel {
  const layers = base.layers.slice(1);
  const names = layers.map((layer) => layer.name);
  const at = names.indexOf(checkOneOf('layerName', layerName, names));
  return chain(layers.slice(0, at + 1), inputShape(base), `${base.name}_to_${layerName}`);
}

function chain(layers: readonly tf.layers.Layer[], shape: number[], name: string): tf.LayersModel {
  const input = tf.input({ shape, name: `${name}_input` });
  const output = layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
  return tf.model({ inputs: input, outputs: output, name });
}
