import { checkInteger, checkNumber, tf } from '../core/index.js';
import { inputShape, outputOf, outputShape } from './shapes.js';
import { initialFrom } from './weights/initializer.js';
import { randomSource } from './weights/random.js';

/** The classifier that goes on top of a base. */
export interface HeadConfig {
  /** Units of the hidden layer. Default 256, the slides'; 0 leaves the layer out. */
  units?: number;
  /** 2 gives the slides' one sigmoid output; more classes give a softmax with one output for each. Default 2. */
  classes?: number;
  /** Seed of the start values. Default 0. */
  seed?: number;
  /** Factor on Glorot's range of the start values. Default 1. */
  scale?: number;
}

/**
 * A head for features of the given shape: Flatten, Dense(units, relu), Dense(1, sigmoid) or Dense(classes, softmax).
 * @param featureShape without the batch, for example `[4, 4, 512]` (`base.outputShape.slice(1)`)
 * @returns a model of its own, which can be trained on cached features and then joined to the base; the caller disposes it
 */
export function makeHead(featureShape: readonly number[], config: HeadConfig = {}): tf.LayersModel {
  const { units = 256, classes = 2, seed = 0, scale = 1 } = config;
  featureShape.forEach((size, i) => {
    checkInteger(`featureShape[${i}]`, size, { min: 1 });
  });
  checkInteger('units', units, { min: 0 });
  checkInteger('classes', classes, { min: 2 });
  checkNumber('scale', scale, { min: 0 });
  const source = randomSource(seed, 'glorotUniform', scale);
  const dense = (name: string, width: number, activation: 'relu' | 'sigmoid' | 'softmax') =>
    tf.layers.dense({
      name,
      units: width,
      activation,
      kernelInitializer: initialFrom(source, name, 'kernel'),
      biasInitializer: initialFrom(source, name, 'bias'),
    });
  const input = tf.input({ shape: [...featureShape], name: 'features' });
  let x = tf.layers.flatten({ name: 'flatten' }).apply(input) as tf.SymbolicTensor;
  if (units > 0) x = dense('head_dense', units, 'relu').apply(x) as tf.SymbolicTensor;
  x = (classes === 2 ? dense('head_output', 1, 'sigmoid') : dense('head_output', classes, 'softmax')).apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: x, name: 'head' });
}

/**
 * Base and head as one model that shares their layers: what either learns afterwards the other has too, and its predictions are
 * those of the head on the base's features. The layers lie side by side, not a model in a model, so flags and pictures reach them.
 *
 * Disposing the joined model disposes the base too, but not the head, which the caller made.
 * @throws RangeError where the base's features do not fit the head
 */
export function joinHead(base: tf.LayersModel, head: tf.LayersModel): tf.LayersModel {
  const from = outputOf(base);
  const [gives, takes] = [outputShape(base), inputShape(head)];
  if (gives.join() !== takes.join())
    throw new RangeError(`head must take the base's features [${gives.join(', ')}], got one for [${takes.join(', ')}]`);
  const x = head.layers
    .filter((layer) => layer.getClassName() !== 'InputLayer')
    .reduce((tensor, layer) => layer.apply(tensor) as tf.SymbolicTensor, from);
  return tf.model({ inputs: base.inputs, outputs: x, name: `${base.name}_with_head` });
}

/** A new head on a base, as one model: the slides' step "add your classifier". Disposing it disposes base and head. */
export function addHead(base: tf.LayersModel, config: HeadConfig = {}): tf.LayersModel {
  const head = makeHead(outputShape(base), config);
  const model = joinHead(base, head);
  // tfjs counts the models that use a layer. The head's own model is not used again, so it must not be counted.
  head.dispose();
  return model;
}
