import { checkLabel, checkRows } from '../activations/check-labels.js';
import { softmaxGradient } from '../activations/cross-entropy.js';
import { softmax } from '../activations/softmax.js';
import { checkInteger, checkNumber } from '../core/index.js';

/** How softmax regression is trained. */
export interface SoftmaxRegressionOptions {
  /** Number of classes; default the largest label plus 1. */
  classes?: number;
  /** Above 0; default .1. */
  learningRate?: number;
  /** Steps of gradient descent on all samples at once, at least 1; default 100. */
  steps?: number;
}

/** A trained softmax regression: logits = x · weights + bias. */
export interface SoftmaxRegression {
  /** features × classes */
  weights: number[][];
  bias: number[];
  /** Mean loss before each step. */
  losses: number[];
}

/** The options checked and filled in. @internal */
export function regressionSettings(x: readonly ArrayLike<number>[], labels: ArrayLike<number>, options: SoftmaxRegressionOptions) {
  const features = checkRows('x', x, labels);
  const list = Array.from(labels);
  const classes = checkInteger('classes', options.classes ?? Math.max(...list) + 1, { min: 2 });
  for (const [i, label] of list.entries()) checkLabel(label, classes, `labels[${i}]`);
  const learningRate = checkNumber('learningRate', options.learningRate ?? 0.1, { above: 0 });
  const steps = checkInteger('steps', options.steps ?? 100, { min: 1 });
  return { features, classes, labels: list, learningRate, steps };
}

/**
 * Softmax regression from scratch on plain arrays: W ← W − α xᵀ(ŷ − y)/n, b ← b − α mean(ŷ − y), from zero weights.
 * @param x one row of features a sample
 * @param labels true classes, from 0
 * @throws RangeError for rows of unequal length, labels or options out of range
 */
export function softmaxRegression(
  x: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  options: SoftmaxRegressionOptions = {},
): SoftmaxRegression {
  const { features, classes, labels: truth, learningRate, steps } = regressionSettings(x, labels, options);
  const weights = Array.from({ length: features }, () => new Array<number>(classes).fill(0));
  const bias = new Array<number>(classes).fill(0);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const dW = weights.map((row) => row.map(() => 0));
    const db = bias.map(() => 0);
    let loss = 0;
    for (const [i, row] of x.entries()) {
      const probs = softmax(regressionLogits({ weights, bias }, row));
      loss -= Math.log(probs[truth[i]!]!) / x.length;
      softmaxGradient(truth[i]!, probs).forEach((d, c) => {
        db[c]! += d / x.length;
        for (let f = 0; f < features; f++) dW[f]![c]! += (d * row[f]!) / x.length;
      });
    }
    losses.push(loss);
    for (let c = 0; c < classes; c++) {
      bias[c]! -= learningRate * db[c]!;
      for (let f = 0; f < features; f++) weights[f]![c]! -= learningRate * dW[f]![c]!;
    }
  }
  return { weights, bias, losses };
}

/** The logits x · weights + bias of one sample. */
export function regressionLogits({ weights, bias }: Pick<SoftmaxRegression, 'weights' | 'bias'>, x: ArrayLike<number>): number[] {
  return bias.map((b, c) => weights.reduce((sum, row, f) => sum + x[f]! * row[c]!, b));
}
