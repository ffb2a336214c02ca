import { checkSampleWeight } from '../../core/data.js';
import { checkNumber, checkSameLength } from '../../core/index.js';

/**
 * One step of strengthening factors: the weight of a misclassified example grows by `factor`, the weight of another one returns towards
 * 1 by `decay`, as the lecture proposes for examples that are hard to train.
 *
 * `w ← min(w · factor, most)` where wrong, `w ← 1 + (w − 1) · decay` where right. All weights start at 1.
 * A mislabelled example is wrong in every round, so its weight grows the most: clean the labels first, and keep `most` small.
 *
 * @param sampleWeight n weights, none negative; not changed
 * @param wrong n flags: was the example misclassified in this round?
 * @param options.factor at least 1, default 1.5
 * @param options.decay in [0, 1], default 0.5
 * @param options.most the largest weight, at least 1, default 10
 * @throws RangeError
 */
export function strengthen(
  sampleWeight: ArrayLike<number>,
  wrong: ArrayLike<boolean>,
  options: { factor?: number; decay?: number; most?: number } = {},
): Float64Array {
  checkSameLength('sampleWeight', sampleWeight, 'wrong', wrong);
  checkSampleWeight('sampleWeight', sampleWeight, wrong.length);
  const factor = checkNumber('factor', options.factor ?? 1.5, { min: 1 });
  const decay = checkNumber('decay', options.decay ?? 0.5, { min: 0, max: 1 });
  const most = checkNumber('most', options.most ?? 10, { min: 1 });
  return Float64Array.from(sampleWeight, (w, i) => (wrong[i] ? Math.min(w * factor, most) : 1 + (w - 1) * decay));
}

/** Weights scaled to average 1, so that a step keeps its size. @throws RangeError where one is negative or all are 0 */
export function normalizeSampleWeight(sampleWeight: ArrayLike<number>): Float64Array {
  checkSampleWeight('sampleWeight', sampleWeight, sampleWeight.length);
  let sum = 0;
  for (const w of Array.from(sampleWeight)) sum += w;
  if (sum === 0) throw new RangeError('sampleWeight must have one above 0, got only zeros');
  return Float64Array.from(sampleWeight, (w) => (w * sampleWeight.length) / sum);
}
