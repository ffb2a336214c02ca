import type { LayerPlan } from '../architecture.js';
import { checkKerasConfig } from './config.js';
import type { Hdf5 } from './hdf5.js';
import type { WeightSource } from './source.js';

/**
 * Weights in Keras's legacy layout, which the official files have: the attribute `layer_names` lists the layers, each
 * layer's group lists its weights in `weight_names`, kernel first. Layers are found by name.
 *
 * A network without the top can also be read from a file with it; any other layer with weights means another network.
 */
export function legacySource(file: Hdf5, label: string, plan: readonly LayerPlan[]): WeightSource {
  const root = file.texts('/', 'layer_names', 'the list of layers') ? '' : '/model_weights';
  const layers = file.texts(root || '/', 'layer_names', 'the list of layers');
  if (!layers) throw new Error(`${label} is no Keras weight file: it has neither 'layer_names' nor 'layers'`);
  const config = file.texts('/', 'model_config', 'the model configuration')?.[0];
  if (config !== undefined) checkKerasConfig(config, label);

  const known = new Set([...plan.map((layer) => layer.name), 'fc1', 'fc2', 'predictions']);
  const weightNames = (layer: string): string[] => {
    if (!file.has(`${root}/${layer}`, `layer '${layer}'`)) throw new Error(`${label}: layer '${layer}' is missing`);
    return file.texts(`${root}/${layer}`, 'weight_names', `layer '${layer}'`) ?? [];
  };
  for (const layer of layers) {
    if (!known.has(layer) && weightNames(layer).length > 0) throw new Error(`${label}: layer '${layer}' is not one of VGG16's`);
  }
  for (const { name, weights } of plan) {
    if (weights.length === 0) continue;
    if (!layers.includes(name)) throw new Error(`${label}: layer '${name}' is missing`);
    const found = weightNames(name).length;
    if (found !== weights.length) throw new Error(`${label}: layer '${name}' has ${found} weights, expected ${weights.length}`);
  }
  return {
    name: label,
    read(layer, weight, shape) {
      const [kernel, bias] = weightNames(layer);
      const name = weight === 'kernel' ? kernel : bias;
      return file.floats(`${root}/${layer}/${name}`, shape, `layer '${layer}' (${weight})`);
    },
    close: () => file.close(),
  };
}
