import { checkInteger, checkNumber, checkOneOf, type tf } from '../../core/index.js';
import { tfOptimizer } from '../../optimizers/index.js';
import { type EpochLogs, type FitData, fit } from '../../training/index.js';
import { checkCompiled, freeze, unfreezeFrom } from '../freeze.js';
import { leafLayers } from '../layers.js';
import { outputShape } from '../shapes.js';
import { trainableTable } from '../trainable-table.js';
import { weightHash } from '../weight-hash.js';
import { restoreWeights, snapshotWeights, weightChange } from './snapshot.js';

/** One epoch's figures; those of training are means over the epoch's batches. */
export interface EpochRow {
  readonly loss: number;
  readonly accuracy: number;
  readonly valLoss: number;
  readonly valAccuracy: number;
}

/** How to fine-tune. */
export interface FineTuneConfig {
  /** Preprocessed images and targets (`classTargets`), as `fit` takes them: tensors, or a function that returns an epoch's batches. */
  train: FitData;
  /** Data for the stop rule, never used for training. */
  validation: FitData;
  /** First layer that is trained in each step after the head's, from the top down. Default `['block5_conv1', 'block4_conv1']`. */
  steps?: readonly string[];
  /** Rate while the head is trained alone. Default 0.001. */
  headRate?: number;
  /** Rate after a block is unfrozen; small, so that the base changes a little and does not lose what it has learned. Default 0.0001. */
  rate?: number;
  /** Epochs of the head's step. Default 10. */
  headEpochs?: number;
  /** Epochs of each later step. Default 5. */
  epochs?: number;
  /** Default 16. */
  batchSize?: number;
  /** The stop rule: a step must lower the validation loss by this share of it, or it is undone and the work ends. Default 0.02. */
  minImprovement?: number;
  /** Default the lab's Adam, which is Keras's. */
  optimizer?: (learningRate: number) => tf.Optimizer;
  /** Seed of the order of examples. Default 0. */
  seed?: number;
  /** Called after each epoch. Default: nothing is called. */
  onEpoch?: (step: string, row: EpochRow, epoch: number) => void;
  /** Live curves beside the progress bar of each step. Default false. */
  show?: boolean;
}

/** One step: the head alone, or head and blocks. */
export interface FineTuneStep {
  /** `'head'`, or the first layer that is trained; all after it are trained too. */
  readonly step: string;
  readonly learningRate: number;
  readonly trainableParameters: number;
  readonly epochs: readonly EpochRow[];
  /** How far each block and the head moved in this step: ‖w − w₀‖ / ‖w₀‖. */
  readonly change: Readonly<Record<string, number>>;
  /** Validation loss and accuracy at the step's best epoch, whose weights are kept. */
  readonly valLoss: number;
  readonly valAccuracy: number;
  /** False for a step that did not improve enough and was undone. */
  readonly kept: boolean;
}

/**
 * The slides' six steps. The head is on the model already (1); freeze the base (2); train the head (3); unfreeze its last block (4);
 * train both with a small rate (5); while the validation loss falls, unfreeze the next block and train again (6).
 *
 * Each step compiles the model again, ends with the weights of its best epoch, and is checked: a hash of the frozen layers must be the
 * same before and after.
 * @param model base and head, `addHead(base)` or `joinHead(base, head)`; changed in place
 * @param base the convolutional base inside the model
 * @returns what each step did, in order
 * @throws Error if a frozen weight changed
 */
export async function fineTune(model: tf.LayersModel, base: tf.LayersModel, config: FineTuneConfig): Promise<FineTuneStep[]> {
  const {
    steps = ['block5_conv1', 'block4_conv1'],
    headRate = 1e-3,
    rate = 1e-4,
    headEpochs = 10,
    epochs = 5,
    minImprovement = 0.02,
  } = config;
  checkNumber('headRate', headRate, { above: 0 });
  checkNumber('rate', rate, { above: 0 });
  checkNumber('minImprovement', minImprovement, { min: 0, below: 1 });
  checkInteger('headEpochs', headEpochs, { min: 1 });
  checkInteger('epochs', epochs, { min: 1 });
  const names = leafLayers(base).map((layer) => layer.name);
  steps.forEach((step, i) => {
    checkOneOf(`steps[${i}]`, step, names);
  });
  const done: FineTuneStep[] = [];
  let best = Number.POSITIVE_INFINITY;
  for (const step of ['head', ...steps]) {
    if (step === 'head') freeze(base);
    else unfreezeFrom(base, step);
    const plan = step === 'head' ? { learningRate: headRate, epochs: headEpochs } : { learningRate: rate, epochs };
    const result = await runStep(model, step, plan, { ...config, minImprovement }, best);
    done.push(result);
    if (!result.kept) break;
    best = result.valLoss;
  }
  return done;
}

async function runStep(
  model: tf.LayersModel,
  step: string,
  { learningRate, epochs }: { learningRate: number; epochs: number },
  config: FineTuneConfig & { minImprovement: number },
  best: number,
): Promise<FineTuneStep> {
  const {
    train,
    validation,
    batchSize = 16,
    seed = 0,
    show = false,
    optimizer = (rate) => tfOptimizer('Adam', { learningRate: rate }),
    onEpoch,
    minImprovement,
  } = config;
  compileClassifier(model, optimizer(learningRate));
  checkCompiled(model);
  const trained = new Set(model.trainableWeights);
  const frozen = leafLayers(model).filter((layer) => !layer.weights.some((weight) => trained.has(weight)));
  const before = { hash: weightHash(frozen), weights: snapshotWeights(model) };
  let top: { weights: ReturnType<typeof snapshotWeights>; row: EpochRow } | undefined;
  const rows: EpochRow[] = [];
  const onEpochEnd = (epoch: number, logs: EpochLogs) => {
    const row = logs as unknown as EpochRow;
    rows.push(row);
    if (!top || row.valLoss < top.row.valLoss) top = { weights: snapshotWeights(model), row };
    onEpoch?.(step, row, epoch);
  };
  await fit(model, train, {
    epochs,
    batchSize,
    seed,
    validationData: validation,
    onEpochEnd,
    chart: show,
    title: `Step ${step}`,
  });
  if (weightHash(frozen) !== before.hash) throw new Error(`step '${step}': a frozen layer changed`);
  if (!top) throw new Error(`step '${step}' had no epoch`);
  // The head's step starts from random weights: it is always kept.
  const kept = step === 'head' || top.row.valLoss < best * (1 - minImprovement);
  restoreWeights(model, top.weights);
  const change = weightChange(model, before.weights);
  if (!kept) restoreWeights(model, before.weights);
  const { valLoss, valAccuracy } = top.row;
  const trainableParameters = trainableTable(model).trainable;
  return { step, learningRate, trainableParameters, epochs: rows, change, valLoss, valAccuracy, kept };
}

/**
 * Compiles with the cross-entropy that fits the output (binary for one sigmoid, categorical for a softmax) and accuracy. Call it again after every
 * `freeze` and `unfreezeFrom`. The optimizer that the model had before is disposed.
 */
export function compileClassifier(model: tf.LayersModel, optimizer: tf.Optimizer): void {
  const previous = model.optimizer as tf.Optimizer | undefined;
  const classes = outputShape(model).at(-1);
  model.compile({ optimizer, loss: classes === 1 ? 'binaryCrossentropy' : 'categoricalCrossentropy', metrics: ['accuracy'] });
  if (previous && previous !== optimizer) previous.dispose();
}
