import type { tf } from '../../core/index.js';
import type { LayerPlan } from '../architecture.js';
import { containers } from '../layers.js';

const kinds = new Set<string>(['InputLayer', 'Conv2D', 'MaxPooling2D', 'Flatten', 'Dense']);

/**
 * The plan of a given model: a base, a head, or both joined.
 * @throws Error for a model inside the model (Keras would store it as a tree), or a layer of a kind that VGG16 and its head do not use
 */
export function planOf(model: tf.LayersModel): LayerPlan[] {
  if (containers(model).length > 1) throw new Error('the model holds another model: joinHead(base, head) makes one of both');
  return model.layers.map((layer): LayerPlan => {
    const kind = layer.getClassName();
    if (!kinds.has(kind)) throw new Error(`layer '${layer.name}' cannot be written: ${kind} is not a layer of VGG16 or its head`);
    const weights = layer.weights.map((weight, i) => ({
      name: i === 0 ? ('kernel' as const) : ('bias' as const),
      shape: weight.shape as number[],
    }));
    return {
      name: layer.name,
      kind: kind as LayerPlan['kind'],
      outputShape: layer.outputShape as (number | null)[],
      weights,
      parameters: weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
    };
  });
}
