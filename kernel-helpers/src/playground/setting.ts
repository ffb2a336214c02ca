/** What a reader sets in the playground, with the range of each part. */
import { type InitializerName, initializerNames } from '../activations/initializers.js';
import { activationNames } from '../activations/registry.js';
import { type Bounds, checkInteger, checkNumber, checkOneOf, didYouMean, formatValue } from '../core/index.js';
import { optimizerNames } from '../optimizers/registry.js';
import type { OptimizerName } from '../optimizers/types.js';
import { type FeatureName, featureNames } from './features.js';
import { type PlaneDataName, planeDataNames } from './plane-data.js';

/** The penalty on the weights: none, the sum of |w|, or the sum of w². */
export const penaltyNames = ['none', 'L1', 'L2'] as const;
export type PenaltyName = (typeof penaltyNames)[number];

/** A network on data in the plane, and how it is trained. */
export interface PlaneSetting {
  /** The form of the two classes. Default `'circles'`. */
  readonly data: PlaneDataName;
  /** Standard deviation of the noise on both coordinates, which lie in about [−2.5, 2.5]. Default 0.15. */
  readonly noise: number;
  /** Number of training points, half of each class; the test set always has 200. Default 200. */
  readonly points: number;
  /** What the network gets of each point (x₁, x₂). Default `['x1', 'x2']`. */
  readonly features: readonly FeatureName[];
  /** Neurons of each hidden layer; `[]` is logistic regression. Default `[4, 2]`. */
  readonly hidden: readonly number[];
  /** Activation of the hidden layers; the output is a sigmoid. Default `'tanh'`. */
  readonly activation: string;
  /** How the start weights are drawn. Default `'glorotUniform'`. */
  readonly initializer: InitializerName;
  /** The optimizer, with Keras's other parameters. Default `'SGD'`. */
  readonly optimizer: OptimizerName;
  /** Learning rate α, above 0. Default 0.03. */
  readonly learningRate: number;
  /** Points in each step. Default 10. */
  readonly batchSize: number;
  /** The penalty on the weights: none, the sum of |w|, or the sum of w². Default `'none'`. */
  readonly penalty: PenaltyName;
  /** The factor λ of the penalty: the loss gets λ·Σ|w| or λ·Σw², over all weights without biases, as in Keras. Default 0.001. */
  readonly strength: number;
  /** Share of each hidden layer's outputs that is dropped in training. Default 0. */
  readonly dropout: number;
  /** Data, start weights, order of the points and dropout follow from it. Default 1. */
  readonly seed: number;
}

/** The setting that a reader meets first. */
export const defaultSetting: PlaneSetting = {
  data: 'circles',
  noise: 0.15,
  points: 200,
  features: ['x1', 'x2'],
  hidden: [4, 2],
  activation: 'tanh',
  initializer: 'glorotUniform',
  optimizer: 'SGD',
  learningRate: 0.03,
  batchSize: 10,
  penalty: 'none',
  strength: 0.001,
  dropout: 0,
  seed: 1,
};

/** The ranges of the numbers. */
export const ranges = {
  noise: { min: 0, max: 1 },
  points: { min: 10, max: 400 },
  learningRate: { above: 0, max: 10 },
  batchSize: { min: 1, max: 400 },
  strength: { min: 0, max: 1 },
  dropout: { min: 0, max: 0.9 },
  seed: { min: 0, max: 2 ** 32 - 1 },
} as const satisfies Partial<Record<keyof PlaneSetting, Bounds>>;

/** The network's largest size. */
export const largest = { layers: 6, neurons: 8 } as const;

/**
 * The whole setting, each part checked; what is not given has its default.
 * @throws RangeError or TypeError that names the part, its range and the value
 */
export function planeSetting(given: Partial<PlaneSetting> = {}): PlaneSetting {
  for (const key of Object.keys(given)) {
    if (key in defaultSetting) continue;
    const known = Object.keys(defaultSetting);
    throw new RangeError(`setting has no part '${key}'${didYouMean(key, known)} (it has ${known.join(', ')})`);
  }
  const s = { ...defaultSetting, ...given };
  return {
    data: checkOneOf('data', s.data, planeDataNames),
    noise: checkNumber('noise', s.noise, ranges.noise),
    points: checkInteger('points', s.points, ranges.points),
    features: checkFeatures(s.features),
    hidden: checkHidden(s.hidden),
    activation: checkOneOf('activation', s.activation, activationNames()),
    initializer: checkOneOf('initializer', s.initializer, initializerNames),
    optimizer: checkOneOf('optimizer', s.optimizer, optimizerNames),
    learningRate: checkNumber('learningRate', s.learningRate, ranges.learningRate),
    batchSize: checkInteger('batchSize', s.batchSize, ranges.batchSize),
    penalty: checkOneOf('penalty', s.penalty, penaltyNames),
    strength: checkNumber('strength', s.strength, ranges.strength),
    dropout: checkNumber('dropout', s.dropout, ranges.dropout),
    seed: checkInteger('seed', s.seed, ranges.seed),
  };
}

/** The features in their fixed order, each once. */
function checkFeatures(features: readonly FeatureName[]): FeatureName[] {
  if (!Array.isArray(features) || features.length === 0) {
    throw new RangeError(`features must have at least one of ${featureNames.join(', ')}, got ${formatValue(features)}`);
  }
  for (const [i, name] of features.entries()) checkOneOf(`features[${i}]`, name, featureNames);
  return featureNames.filter((name) => features.includes(name));
}

function checkHidden(hidden: readonly number[]): number[] {
  if (!Array.isArray(hidden) || hidden.length > largest.layers) {
    const got = Array.isArray(hidden) ? `${hidden.length} layers` : formatValue(hidden);
    throw new RangeError(`hidden must be a list of at most ${largest.layers} layers, got ${got}`);
  }
  return hidden.map((units, i) => checkInteger(`hidden[${i}]`, units, { min: 1, max: largest.neurons }));
}
