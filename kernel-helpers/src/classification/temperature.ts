import { logSumExp, softmax } from '../activations/softmax.js';
import { checkLabels, checkRows, type Labels, type Rows, zip } from '../core/data.js';
import { checkNumber, checkSameLength } from '../core/index.js';

/**
 * The temperature T that minimizes the mean loss of softmax(z / T) on these samples: T > 1 where the classifier was overconfident.
 *
 * With s = 1/T the loss is convex, and its slope Σ(E[z] − z_c) rises with s; its zero is found by bisection, so this is the true minimum.
 * It changes no answer, only the confidence. Fit it on samples that were not trained on.
 * @param labels true classes, from 0
 * @param logits one row for each sample
 * @throws RangeError for rows of unequal length, labels out of range, and where no T is best: every answer right (T → 0), or answers no
 *   better than chance (T → ∞)
 * Source: Guo et al. 2017.
 */
export function temperatureScaling(labels: Labels, logits: Rows): number {
  const samples = checkedSamples(labels, logits);
  if (samples.every(({ z, truth }) => truth === Math.max(...z))) {
    throw new RangeError('labels must disagree with some answers; all are right, so no temperature above 0 is best');
  }
  const slope = (s: number) => {
    let sum = 0;
    for (const { z, truth } of samples) for (const [p, logit] of zip(softmax(z.map((x) => s * x)), z)) sum += p * (logit - truth);
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

/**
 * Mean loss −log softmax(z / T)_c over samples, in nats, without overflow.
 * @param labels true classes c, from 0
 * @param logits one row for each sample
 * @param temperature T, above 0; default 1
 * @throws RangeError as {@link temperatureScaling}
 */
export function meanCrossEntropy(labels: Labels, logits: Rows, temperature = 1): number {
  checkNumber('temperature', temperature, { above: 0 });
  const samples = checkedSamples(labels, logits);
  const losses = samples.map(({ z, truth }) => logSumExp(z.map((x) => x / temperature)) - truth / temperature);
  return losses.reduce((sum, loss) => sum + loss, 0) / samples.length;
}

/** The logits of each sample, and among them that of its true class. @throws RangeError */
function checkedSamples(labels: Labels, logits: Rows): { z: number[]; truth: number }[] {
  const [, classes] = checkRows('logits', logits);
  checkSameLength('logits', logits, 'labels', labels);
  checkLabels('labels', labels, { classes });
  return Array.from(zip(labels, logits), ([label, row]) => ({ z: Array.from(row), truth: row[label]! }));
}
