import { formatValue, tf } from '../core/index.js';

/** A layer, a list of layers, or a model. */
export type LayersLike = tf.layers.Layer | readonly tf.layers.Layer[] | tf.LayersModel;

/** The layers without sub-layers, in order, each once; models inside models are opened. */
export function leafLayers(of: LayersLike): tf.layers.Layer[] {
  const list: readonly tf.layers.Layer[] = Array.isArray(of) ? of : [of as tf.layers.Layer];
  const leaves = list.flatMap((layer) => {
    if (!(layer instanceof tf.layers.Layer)) throw new TypeError(`a layer or a model is expected, got ${formatValue(layer)}`);
    const inner = (layer as Partial<tf.LayersModel>).layers;
    return inner ? leafLayers(inner) : [layer];
  });
  return [...new Set(leaves)];
}

/** The models inside a model, itself included, outermost first. */
export function containers(of: LayersLike): tf.LayersModel[] {
  const list: readonly tf.layers.Layer[] = Array.isArray(of) ? of : [of as tf.layers.Layer];
  return list.flatMap((layer) => {
    const inner = (layer as Partial<tf.LayersModel>).layers;
    return inner ? [layer as tf.LayersModel, ...containers(inner)] : [];
  });
}
