import { checkInteger, checkNumber, tf } from '../../core/index.js';
import { exponentialDecay, tfOptimizer } from '../../optimizers/index.js';
import { enforceMaxNorm } from './max-norm.js';
import { seededDropout } from './seeded-dropout.js';

/** The options of the lecture's dropout heuristics. Without any of them the network has no dropout. */
export interface DropoutRecipe {
  /** Share of hidden units dropped, in [0, 1); the slides advise 0.2–0.5, 0.1 for small layers. Default 0. */
  readonly hiddenRate?: number;
  /** Share of inputs dropped, in [0, 1); 0.2 in the paper. Default 0. */
  readonly visibleRate?: number;
  /** Divide the width by the share that is kept, so that as many units as before are active on average ("use a larger network"). Default false. */
  readonly widen?: boolean;
  /** Factor on the learning rate, at least 1; the slides advise 10–100. Default 1. */
  readonly rateFactor?: number;
  /** The learning rate is multiplied by this at every step, in (0, 1]. Default 1: no decay. */
  readonly decay?: number;
  /** Momentum in [0, 1): 0.9 for plain networks, 0.95–0.99 with dropout in the paper. Default 0.9. */
  readonly momentum?: number;
  /** Largest norm of a unit's incoming weights, above 0; 3–4 in the paper. Default: none. */
  readonly maxNorm?: number;
}

/** The network to which the heuristics apply. */
export interface DropoutBase {
  readonly inputs: number;
  readonly classes: number;
  /** Units of each hidden layer, default [64, 64]. */
  readonly hidden?: readonly number[];
  /** Default 0.01. */
  readonly learningRate?: number;
}

/**
 * A multilayer perceptron with ReLU, SoftMax and the chosen heuristics, compiled with momentum SGD (v = βv + g, w −= αv) and accuracy.
 *
 * @param options.seed of initial weights and masks, default 1
 * @returns a compiled model; the caller disposes it
 * @throws RangeError
 */
export function dropoutNetwork(base: DropoutBase, recipe: DropoutRecipe, options: { seed?: number } = {}): tf.Sequential {
  const { hidden = [64, 64], learningRate = 0.01 } = base;
  const seed = checkInteger('seed', options.seed ?? 1, { min: 0 });
  const hiddenRate = checkNumber('hiddenRate', recipe.hiddenRate ?? 0, { min: 0, below: 1 });
  const visibleRate = checkNumber('visibleRate', recipe.visibleRate ?? 0, { min: 0, below: 1 });
  const factor = checkNumber('rateFactor', recipe.rateFactor ?? 1, { min: 1 });
  const decay = checkNumber('decay', recipe.decay ?? 1, { above: 0, max: 1 });
  const momentum = checkNumber('momentum', recipe.momentum ?? 0.9, { min: 0, below: 1 });
  checkNumber('learningRate', learningRate, { above: 0 });
  checkInteger('inputs', base.inputs, { min: 1 });
  checkInteger('classes', base.classes, { min: 2 });

  const model = tf.sequential();
  model.add(seededDropout({ rate: visibleRate, seed: seed * 100, inputShape: [base.inputs] }));
  hidden.forEach((width, layer) => {
    checkInteger(`hidden[${layer}]`, width, { min: 1 });
    const units = recipe.widen ? Math.round(width / (1 - hiddenRate)) : width;
    const kernelInitializer = tf.initializers.heNormal({ seed: seed * 100 + layer + 1 });
    model.add(tf.layers.dense({ units, activation: 'relu', kernelInitializer }));
    model.add(seededDropout({ rate: hiddenRate, seed: seed * 100 + 50 + layer }));
  });
  const kernelInitializer = tf.initializers.glorotUniform({ seed: seed * 100 + 49 });
  model.add(tf.layers.dense({ units: base.classes, activation: 'softmax', kernelInitializer }));

  const first = learningRate * factor;
  const rate = exponentialDecay({ initialLearningRate: first, decaySteps: 1, decayRate: decay });
  const optimizer = tfOptimizer('Momentum', { learningRate: decay < 1 ? rate : first, momentum });
  model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  if (recipe.maxNorm !== undefined) enforceMaxNorm(model, recipe.maxNorm);
  return model;
}
