import { crossEntropy, softmaxGradient } from '../activations/cross-entropy.js';
import { softmax } from '../activations/softmax.js';
import { checkLabels, checkRows, type Labels, type Rows, zip } from '../core/data.js';
import { checkInteger, checkNumber, checkSameLength } from '../core/index.js';

/** How softmax regression is trained. */
export interface SoftmaxRegressionOptions {
  /** Number of classes, at least 2; default the largest label plus 1. */
  classes?: number;
  /** Above 0; default 0.1. */
  learningRate?: number;
  /** Steps of gradient descent on all samples at once, at least 1; default 100. */
  steps?: number;
  /** Called after each step with the loss before it, for example to move a bar. Default: nothing is called. */
  onStep?: (loss: number) => void;
}

/** A trained softmax regression: logits = x · weights + bias. */
export interface SoftmaxRegression {
  /** features × classes */
  weights: number[][];
  bias: number[];
  /** Mean loss before each step. */
  losses: number[];
}

/** The options checked and filled in. @throws RangeError */
export function regressionSettings(x: Rows, labels: Labels, options: SoftmaxRegressionOptions) {
  const [, features] = checkRows('x', x);
  checkSameLength('x', x, 'labels', labels);
  const classes = checkInteger('classes', checkLabels('labels', labels, { classes: options.classes }), { min: 2 });
  const learningRate = checkNumber('learningRate', options.learningRate ?? 0.1, { above: 0 });
  const steps = checkInteger('steps', options.steps ?? 100, { min: 1 });
  return { features, classes, learningRate, steps };
}

/**
 * Softmax regression from scratch on plain arrays: W ← W − α xᵀ(ŷ − y)/n, b ← b − α mean(ŷ − y), from zero weights.
 * @param x one row of features for each sample
 * @param labels true classes, from 0
 * @returns weights (features × classes), bias, and the mean loss before each step, in nats
 * @throws RangeError for rows of unequal length, labels or options out of range
 */
export function softmaxRegression(x: Rows, labels: Labels, options: SoftmaxRegressionOptions = {}): SoftmaxRegression {
  const { features, classes, learningRate, steps } = regressionSettings(x, labels, options);
  const samples = [...zip(labels, x)];
  const weights = Array.from({ length: features }, () => new Array<number>(classes).fill(0));
  const bias = new Array<number>(classes).fill(0);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const dW = weights.map((row) => row.map(() => 0));
    const db = bias.map(() => 0);
    let loss = 0;
    for (const [label, row] of samples) {
      const probs = softmax(regressionLogits({ weights, bias }, row));
      loss += crossEntropy(label, probs) / samples.length;
      const dz = softmaxGradient(label, probs).map((d) => d / samples.length);
      addScaled(db, dz, 1);
      for (const [x, slopes] of zip(row, dW)) addScaled(slopes, dz, x);
    }
    losses.push(loss);
    addScaled(bias, db, -learningRate);
    for (const [row, slopes] of zip(weights, dW)) addScaled(row, slopes, -learningRate);
    options.onStep?.(loss);
  }
  return { weights, bias, losses };
}

/** The logits x · weights + bias of one sample. */
export function regressionLogits({ weights, bias }: Pick<SoftmaxRegression, 'weights' | 'bias'>, x: ArrayLike<number>): number[] {
  const logits = Array.from(bias);
  for (const [value, row] of zip(x, weights)) addScaled(logits, row, value);
  return logits;
}

/** sum ← sum + factor · values, in place; both of one length. */
function addScaled(sum: number[], values: readonly number[], factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += factor * values[i]!;
}
