import { checkLabels, countsOf, type Labels, take } from '../../core/data.js';

/**
 * How many examples each class has.
 * @param options.classes number of classes, default the largest label + 1
 * @throws RangeError for labels outside the classes
 */
export function classCounts(labels: Labels, options: { classes?: number } = {}): number[] {
  return countsOf(labels, checkLabels('labels', labels, options));
}

/**
 * Weights with which every class has the same total weight: `w_k = n / (K · n_k)`. Over the examples they average to 1, so the learning rate
 * keeps its meaning.
 *
 * @param labels n class indices, every class present
 * @param options.classes number of classes, default the largest label + 1
 * @returns one weight for each class (scikit-learn's `class_weight='balanced'`)
 * @throws RangeError for a class with no example
 */
export function classWeights(labels: Labels, options: { classes?: number } = {}): number[] {
  const classes = checkLabels('labels', labels, { ...options, everyClass: true });
  return countsOf(labels, classes).map((count) => labels.length / (classes * count));
}

/** Each example's weight: that of its class. @param weights one weight for each class @throws RangeError */
export function sampleWeights(labels: Labels, weights: ArrayLike<number>): Float64Array {
  checkLabels('labels', labels, { classes: weights.length });
  for (const [k, weight] of Array.from(weights).entries()) {
    if (!(weight >= 0)) throw new RangeError(`weights[${k}] must be in [0, ∞), got ${weight}`);
  }
  return Float64Array.from(take(weights, labels));
}
