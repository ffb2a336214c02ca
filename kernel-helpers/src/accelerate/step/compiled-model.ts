/**
 * Which models are pure: a step depends on the weights, the data and the random tensors of `drawn` alone, whatever happened before, and changes
 * nothing but the weights.
 */
import { drawsApart } from './drawn.js';

interface PlainLayer {
  readonly [drawsApart]?: true;
  /** Of a dropout layer. */
  readonly rate?: unknown;
  getClassName(): string;
  /** Of a model inside a model. */
  readonly layers?: readonly PlainLayer[];
  readonly _callHook: unknown;
  readonly activation?: Named | null;
  readonly kernelRegularizer?: Named | null;
  readonly biasRegularizer?: Named | null;
  readonly activityRegularizer?: Named | null;
}
interface Named {
  getClassName?(): string;
}

/** The part of a compiled LayersModel that says what a step does. */
export interface PlainModel {
  readonly layers: readonly PlainLayer[];
  readonly loss: unknown;
  readonly metrics: unknown;
}

/** Layers of tfjs without random numbers and without a state of their own. */
const pureLayers = new Set(
  `InputLayer Dense Activation ReLU LeakyReLU ELU Softmax Flatten Reshape Permute Conv1D Conv2D DepthwiseConv2D SeparableConv2D ZeroPadding2D
  MaxPooling1D MaxPooling2D AveragePooling1D AveragePooling2D GlobalAveragePooling1D GlobalAveragePooling2D GlobalMaxPooling1D GlobalMaxPooling2D
  Add Average Concatenate Maximum Minimum Multiply`.split(/\s+/),
);
/** tfjs's layers that draw by `drawn`, see `dropout-layer.ts`. */
const dropouts = new Set(['Dropout', 'SpatialDropout1D']);
const models = new Set(['Model', 'Functional', 'Sequential']);
const pureActivations = new Set(
  'elu gelu gelu_new hardSigmoid linear logSoftmax mish relu relu6 selu sigmoid softmax softplus softsign swish tanh'.split(' '),
);

const isString = (value: unknown): boolean => typeof value === 'string';
/** Losses and metrics by name; a function is the user's and may do anything. */
const areNames = (value: unknown): boolean =>
  value == null || isString(value) || (typeof value === 'object' && Object.values(value).every((each) => areNames(each)));

function isPureLayer(layer: PlainLayer): boolean {
  if (layer._callHook != null) return false;
  const name = layer.getClassName();
  if (models.has(name)) return layer.layers?.every(isPureLayer) ?? false;
  const known = (part: Named | null | undefined, names: ReadonlySet<string>) => part == null || names.has(part.getClassName?.() ?? '');
  if (layer[drawsApart]) return true;
  // Without a rate, tfjs's layer draws nothing. It may get a rate later.
  if (dropouts.has(name)) return typeof layer.rate === 'number' && layer.rate > 0 && layer.rate < 1;
  return (
    pureLayers.has(name) &&
    known(layer.activation, pureActivations) &&
    [layer.kernelRegularizer, layer.biasRegularizer, layer.activityRegularizer].every((part) => known(part, new Set(['L1L2'])))
  );
}

export const isPureModel = (model: PlainModel): boolean =>
  areNames(model.loss) && areNames(model.metrics) && model.layers.every(isPureLayer);
