/**
 * Freezing that lasts. tfjs keeps "trainable" in three places: on the layer, on each of its weights, and on the list that
 * `compile` collects. A model that contains another one sets the weights' flags again, which undoes `base.trainable = false`.
 * Here only the layer's own flag decides. A weight of a frozen layer has no gradient, also where other flags are set later or the
 * model was not compiled again, and an optimizer cannot write to it.
 */
import { checkOneOf, type tf } from '../core/index.js';
import { containers, type LayersLike, leafLayers } from './layers.js';

/**
 * Freezes every layer of the base. Compile the model afterwards: optimizers keep no state for frozen weights then.
 * @param base a model or a list of layers; also one that is already inside another model
 */
export function freeze(base: LayersLike): void {
  for (const layer of leafLayers(base)) {
    guard(layer);
    layer.trainable = false;
  }
}

/** Makes every layer of the base trainable again. Compile the model afterwards, or nothing changes (as in Keras). */
export function unfreeze(base: LayersLike): void {
  for (const container of containers(base)) container.trainable = true;
  for (const layer of leafLayers(base)) {
    guard(layer);
    layer.trainable = true;
  }
}

/**
 * Freezes the layers before the named one and makes it and all after it trainable: the loop of the slides.
 * Compile the model afterwards, or nothing changes.
 * @param layerName for VGG16 `'block5_conv1'`, then `'block4_conv1'`, …
 * @throws RangeError for a name that is not a layer of the base; the error gives the nearest name
 */
export function unfreezeFrom(base: LayersLike, layerName: string): void {
  const layers = leafLayers(base);
  const from = layers
    .map((layer) => layer.name)
    .indexOf(
      checkOneOf(
        'layerName',
        layerName,
        layers.map((layer) => layer.name),
      ),
    );
  unfreeze(base);
  freeze(layers.slice(0, from));
}

/**
 * Checks that a compiled model will train just what its layers say. tfjs only warns here, and only if the counts differ.
 * @throws Error where the model is not compiled, or its layers' flags changed since
 */
export function checkCompiled(model: tf.LayersModel): void {
  const collected = collectedWeights(model);
  if (!model.optimizer || !collected) throw new Error('the model is not compiled: call model.compile({ optimizer, loss })');
  const now = new Set(model.trainableWeights);
  const missing = [...now].find((weight) => !collected.includes(weight));
  const extra = collected.find((weight) => !now.has(weight));
  if (missing)
    throw new Error(`compile the model again: ${missing.originalName} was unfrozen after the last compile and would not be trained`);
  if (extra) throw new Error(`compile the model again: ${extra.originalName} was frozen after the last compile`);
}

/** The weights that the last compile chose to train; undefined before the first. A Sequential keeps them in its inner model. */
export function collectedWeights(model: tf.LayersModel): readonly tf.LayerVariable[] | undefined {
  const { model: inner } = model as unknown as { model?: tf.LayersModel };
  return ((inner ?? model) as unknown as { collectedTrainableWeights?: tf.LayerVariable[] }).collectedTrainableWeights;
}

const guarded = new WeakSet<tf.layers.Layer>();

/** Makes training of a weight (the flag that gradients use, and the writing of values) depend on its layer's own flag. */
function guard(layer: tf.layers.Layer): void {
  if (guarded.has(layer)) return;
  guarded.add(layer);
  for (const weight of layer.weights) {
    const variable = (weight as unknown as { val: tf.Variable }).val;
    let flag = variable.trainable;
    // Patch: tfjs-nested-freeze
    Object.defineProperty(variable, 'trainable', {
      configurable: true,
      enumerable: true,
      get: () => flag && layer.trainable,
      set: (value: boolean) => {
        flag = value;
      },
    });
    // Loading weights goes through write(), optimizers go to assign() directly: the first is allowed on a frozen layer.
    let loading = false;
    const write = weight.write.bind(weight);
    weight.write = (value) => {
      loading = true;
      try {
        return write(value);
      } finally {
        loading = false;
      }
    };
    const assign = variable.assign.bind(variable);
    variable.assign = (value) => {
      if (!layer.trainable && !loading)
        throw new Error(`${weight.originalName} belongs to the frozen layer '${layer.name}' and cannot be trained`);
      assign(value);
    };
  }
}
