import writeFileAtomic from 'write-file-atomic';
import { tf } from '../../core/index.js';
import { fileSource } from './file.js';
import { takeFile } from './hdf5.js';
import { keras3Groups } from './keras3-groups.js';
import { planOf } from './plan-of.js';

/**
 * Writes a model's weights as Keras 3 does, for `keras_model.load_weights(file)`.
 * @param model a VGG16, a head, or both joined; not a model inside a model
 * @param file its name must end with `.weights.h5`, as Keras requires
 * @throws RangeError for another ending, Error for a layer that is not one of VGG16's or its head's
 */
export async function saveKerasWeights(model: tf.LayersModel, file: string): Promise<void> {
  if (!file.endsWith('.weights.h5')) throw new RangeError(`file must end with .weights.h5, got '${file}'`);
  const plan = planOf(model);
  const groups = keras3Groups(plan);
  const bytes = await takeFile((path, h5wasm) => {
    const hdf5 = new h5wasm.File(path, 'w');
    hdf5.create_group('layers');
    hdf5.create_group('vars').create_attribute('name', model.name);
    for (const { name } of plan) {
      const group = groups.get(name);
      if (group === undefined) throw new Error(`layer '${name}' has no place in Keras's layout`);
      hdf5.create_group(group.slice(1));
      const vars = hdf5.create_group(`${group.slice(1)}/vars`);
      vars.create_attribute('name', name);
      const values = model.getLayer(name).getWeights();
      values.forEach((tensor, i) => {
        vars.create_dataset({ name: String(i), data: tensor.dataSync() as Float32Array, shape: tensor.shape, dtype: '<f' });
      });
    }
    hdf5.close();
  });
  await writeFileAtomic(file, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/**
 * Loads weights from a Keras file into a given model: a head, or base and head joined. `vgg16({ weights: file })` makes a base from one.
 * If a layer is refused, the model does not change.
 * @param file legacy `.h5`, `.weights.h5` or `.keras`
 */
export async function loadKerasWeights(model: tf.LayersModel, file: string): Promise<void> {
  const plan = planOf(model);
  const source = await fileSource(file, plan);
  try {
    // All weights are read before the first is set, so that the model does not change if a layer is refused.
    const all = plan.map(({ name, weights }) => ({
      name,
      values: weights.map(({ name: part, shape }) => ({ data: source.read(name, part, shape), shape: [...shape] })),
    }));
    for (const { name, values } of all) {
      if (values.length === 0) continue;
      const tensors = values.map(({ data, shape }) => tf.tensor(data, shape));
      model.getLayer(name).setWeights(tensors);
      tf.dispose(tensors);
    }
  } finally {
    source.close();
  }
}
