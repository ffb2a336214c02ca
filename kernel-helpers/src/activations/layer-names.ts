import { tf } from '../core/index.js';
import type { Activation } from './types.js';

/** What the `activation` option of a tfjs layer takes. */
export type LayerActivation = NonNullable<Parameters<typeof tf.layers.dense>[0]['activation']>;

/** tfjs's own functions that agree with ours are used under their own names: models stay portable, and native fused operations stay in use. */
const SAME_IN_TFJS: ReadonlySet<string> = new Set(['sigmoid', 'tanh', 'relu', 'softplus', 'elu', 'swish', 'gelu', 'mish', 'softsign']);
// Patch: tfjs-activation-names
/** tfjs has functions of these names that differ: hardSigmoid has the older slope 1/5, selu's gradient is wrong at 0. */
const DIFFERENT_IN_TFJS: Readonly<Record<string, string>> = { selu: 'labSelu', hardSigmoid: 'labHardSigmoid' };

const registered = new Set<string>();
const layerNames = new Map<string, string>();

/** Makes an activation known to tfjs's layers and to its loader of saved models. */
export function registerForLayers(activation: Activation, own: boolean): void {
  const { name } = activation;
  if (!own && SAME_IN_TFJS.has(name)) {
    layerNames.set(name, name);
    return;
  }
  const className = own ? name : (DIFFERENT_IN_TFJS[name] ?? name);
  const known = tf.serialization.SerializationMap.getMap().classNameMap;
  if (own && className in known && !registered.has(className)) {
    throw new RangeError(`name must not be one that TensorFlow.js already uses, got '${className}'`);
  }
  class Registered extends tf.serialization.Serializable {
    static readonly className = className;
    getConfig(): tf.serialization.ConfigDict {
      return {};
    }
    apply(t: tf.Tensor): tf.Tensor {
      return activation.apply(t);
    }
  }
  tf.serialization.registerClass(Registered);
  registered.add(className);
  layerNames.set(name, className);
}

/** Layers no longer take this name; models that use it already keep their function. */
export function forgetForLayers(name: string): void {
  layerNames.delete(name);
}

/**
 * The name under which a layer takes this activation: `tf.layers.dense({ units: 8, activation: layerActivation('serlu') })`.
 * A model saved with it loads again wherever `kernel-helpers` is imported. With parameters of its own an activation needs a name of its
 * own: `registerActivation({ ...activation('leakyRelu', { slope: 0.2 }), name: 'leakyRelu20' })`, also before the model is loaded.
 * @throws RangeError for a name that is not registered
 */
export function layerActivation(name: string): LayerActivation {
  const className = layerNames.get(name);
  if (className === undefined) throw new RangeError(`activation must be one of ${[...layerNames.keys()].join(', ')}, got '${name}'`);
  return className as LayerActivation;
}
