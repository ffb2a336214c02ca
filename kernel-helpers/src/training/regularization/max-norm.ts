import { checkNumber, tf } from '../../core/index.js';
import { afterStep } from './after-step.js';

/** Keras's epsilon: it prevents a division by 0 for a column of zeros. */
const EPSILON = 1e-7;

/**
 * Max-norm: scales each unit's incoming weights down to norm `max` where they are longer, `w · min(|w|, max) / (|w| + 1e-7)`.
 *
 * Keras's `MaxNorm(max, axis)`, with the axis chosen from the shape: all but the last, so that each unit of a dense kernel
 * `[inputs, units]` and each filter of a convolution `[height, width, channels, filters]` has its own norm. (Keras's default axis 0 is
 * right for dense kernels only.)
 *
 * @param w kernel of rank 2 or more
 * @param max largest norm, above 0
 * @param options.axis the axes of one unit's weights, default
 * @returns a new tensor, the caller's to dispose
 * @throws RangeError
 */
export function maxNorm<T extends tf.Tensor>(w: T, max: number, options: { axis?: number | number[] } = {}): T {
  checkNumber('max', max, { above: 0 });
  if (w.rank < 2 && options.axis === undefined) throw new RangeError(`w must have rank 2 or more, got ${w.rank}`);
  const axis = options.axis ?? Array.from({ length: w.rank - 1 }, (_, i) => i);
  return tf.tidy(() => {
    const norms = tf.sqrt(tf.sum(tf.square(w), axis, true));
    return tf.mul(w, tf.div(tf.minimum(norms, max), tf.add(norms, EPSILON))) as T;
  });
}

/**
 * Applies {@link maxNorm} to the kernels of a compiled model after every step.
 *
 * Needed because tfjs ignores `kernelConstraint: tf.constraints.maxNorm(…)` while it trains: its optimizers assign the weights without
 * the code that applies constraints.
 *
 * @param max largest norm of a unit's incoming weights, above 0; the Dropout paper uses 3 to 4
 * @param options.layers names of the layers, default all that have a kernel
 * @returns the function that ends it
 * @throws RangeError for an unknown layer or one without kernel; Error where the model is not compiled
 */
export function enforceMaxNorm(model: tf.LayersModel, max: number, options: { layers?: readonly string[] } = {}): () => void {
  checkNumber('max', max, { above: 0 });
  const kernels = kernelsOf(model, options.layers);
  return afterStep(model, () => {
    for (const kernel of kernels) {
      const clipped = maxNorm(kernel, max);
      kernel.assign(clipped);
      clipped.dispose();
    }
  });
}

/** The largest norm of a unit's incoming weights, by layer. */
export function kernelNorms(model: tf.LayersModel): { layer: string; norm: number }[] {
  return model.layers.flatMap((layer) => {
    const kernel = kernelOf(layer);
    if (!kernel) return [];
    const norm = tf.tidy(
      () =>
        tf
          .max(
            tf.sqrt(
              tf.sum(
                tf.square(kernel),
                Array.from({ length: kernel.rank - 1 }, (_, i) => i),
              ),
            ),
          )
          .dataSync()[0]!,
    );
    return [{ layer: layer.name, norm }];
  });
}

type Layer = tf.LayersModel['layers'][number];

function kernelsOf(model: tf.LayersModel, names: readonly string[] | undefined): tf.Variable[] {
  if (!names) return model.layers.flatMap((layer) => kernelOf(layer) ?? []);
  return names.map((name) => {
    const layer = model.layers.find((candidate) => candidate.name === name);
    const known = model.layers.map((candidate) => candidate.name).join(', ');
    if (!layer) throw new RangeError(`layers must be layers of the model (${known}), got '${name}'`);
    const kernel = kernelOf(layer);
    if (!kernel) throw new RangeError(`layers must have a kernel, got '${name}'`);
    return kernel;
  });
}

/** The variable behind a layer's kernel: its first trainable weight of rank 2 or more. */
function kernelOf(layer: Layer): tf.Variable | undefined {
  const weight = layer.trainableWeights.find(({ shape }) => shape.length >= 2);
  // Patch: tfjs-constraints
  // LayerVariable keeps its tf.Variable in `val`, which the types hide.
  return (weight as unknown as { val: tf.Variable } | undefined)?.val;
}
