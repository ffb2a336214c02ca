import { checkLabel, checkRows } from '../activations/check-labels.js';
import { logSumExp, softmax } from '../activations/softmax.js';
import { checkNumber } from '../core/index.js';

/**
 * The temperature T that minimises the mean loss of softmax(z / T) on these samples: T > 1 where the classifier was too sure of itself.
 *
 * With s = 1/T the loss is convex, and its slope Σ(E[z] − z_c) rises with s; its zero is found by bisection, so this is the true minimum.
 * It changes no answer, only the confidence. Fit it on samples that were not trained on.
 * @param labels true classes, from 0
 * @param logits one row a sample
 * @throws RangeError for rows of unequal length, labels out of range, and where no T is best: every answer right (T → 0), or answers no
 *   better than chance (T → ∞)
 * Source: Guo et al. 2017.
 */
export function temperatureScaling(labels: ArrayLike<number>, logits: readonly ArrayLike<number>[]): number {
  const classes = checkRows('logits', logits, labels);
  for (let i = 0; i < labels.length; i++) checkLabel(labels[i]!, classes, `labels[${i}]`);
  if (logits.every((z, i) => z[labels[i]!] === Math.max(...Array.from(z)))) {
    throw new RangeError('labels must disagree with some answers; all are right, so no temperature above 0 is best');
  }
  const slope = (s: number) => {
    let sum = 0;
    for (const [i, z] of logits.entries()) {
      const p = softmax(Array.from(z, (x) => s * x));
      for (let j = 0; j < classes; j++) sum += p[j]! * (z[j]! - z[labels[i]!]!);
    }
    return sum;
  };
  if (slope(0) >= 0) throw new RangeError('labels must agree with the logits more than chance would; no finite temperature is best');
  let [low, high] = [0, 1];
  while (slope(high) < 0) [low, high] = [high, 2 * high];
  for (let i = 0; i < 200 && high - low > 1e-15 * high; i++) {
    const middle = (low + high) / 2;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  return 2 / (low + high);
}

/** softmax(z / T). @throws RangeError for T of 0 or less */
export function softmaxAtTemperature(z: ArrayLike<number>, temperature: number): number[] {
  checkNumber('temperature', temperature, { above: 0 });
  return softmax(Array.from(z, (x) => x / temperature));
}

/** Mean loss −log softmax(z / T)_c over samples, without overflow. @throws RangeError as {@link temperatureScaling} */
export function meanCrossEntropy(labels: ArrayLike<number>, logits: readonly ArrayLike<number>[], temperature = 1): number {
  checkNumber('temperature', temperature, { above: 0 });
  const classes = checkRows('logits', logits, labels);
  let sum = 0;
  for (const [i, row] of logits.entries()) {
    const z = Array.from(row, (x) => x / temperature);
    sum += logSumExp(z) - z[checkLabel(labels[i]!, classes, `labels[${i}]`)]!;
  }
  return sum / logits.length;
}
