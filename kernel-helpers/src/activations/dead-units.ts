import { elementAt } from '../core/data.js';
import { checkNumber, formatValue, tf } from '../core/index.js';

/** A layer of a trained network and how many of its units are off for every example. */
export interface LayerDeadUnits {
  /** The layer's name. */
  layer: string;
  units: number;
  /** Units (of a convolution: filters) whose output is never above the threshold, whatever the example. */
  dead: number;
  /** dead/units. */
  deadShare: number;
  /** Share of all (example, unit) pairs that are off, usually about half for ReLU. A unit that is off for one example is not dead. */
  inactiveShare: number;
}

/**
 * Which units of a network with ReLU are dead: off for **all** examples, so that no example changes their weights any more.
 *
 * It counts the layers whose `activation` is ReLU. Of a convolution a filter is dead when it is off at every place of every image.
 * @param model a sequential or functional model with at least one ReLU layer
 * @param xs examples [n, …], n ≥ 1; the caller disposes of them
 * @param threshold an output up to this counts as off; at least 0, default 0
 * @returns a row for each such layer, in the order of the model
 * @throws RangeError for a model without a ReLU layer, or a threshold below 0
 */
export async function deadUnits(model: tf.LayersModel, xs: tf.Tensor, threshold = 0): Promise<LayerDeadUnits[]> {
  checkNumber('threshold', threshold, { min: 0 });
  const layers = model.layers.filter((layer) => layer.getConfig().activation === 'relu');
  if (layers.length === 0) throw new RangeError(`model must have a layer with activation 'relu', got ${formatValue(model.name)}`);
  const outputs = layers.map((layer) => layer.output as tf.SymbolicTensor);
  const probe = tf.model({ inputs: model.inputs, outputs });
  const rows: LayerDeadUnits[] = [];
  const made = tf.tidy(() => {
    const signals = probe.predict(xs) as tf.Tensor | tf.Tensor[];
    return (Array.isArray(signals) ? signals : [signals]).map((signal) => {
      const units = signal.shape.at(-1)!;
      const on = tf.greater(tf.reshape(signal, [-1, units]), threshold);
      return [tf.any(on, 0), tf.mean(tf.cast(on, 'float32'))] as const;
    });
  });
  for (const [i, [alive, active]] of made.entries()) {
    const flags = Array.from(await alive.data());
    const dead = flags.length - flags.reduce((sum, flag) => sum + flag, 0);
    const inactiveShare = 1 - elementAt(await active.data(), 0);
    tf.dispose([alive, active]);
    rows.push({ layer: elementAt(layers, i).name, units: flags.length, dead, deadShare: dead / flags.length, inactiveShare });
  }
  return rows;
}
