import { formatValue, tf } from '../core/index.js';
import { oneHot } from '../datasets/image-set.js';

/**
 * Labels as the head's loss takes them: [count, 1] of 0 and 1 for two classes (one sigmoid output), else one-hot [count, classes].
 * The caller disposes it. @throws RangeError for a label that is not a class
 */
export function classTargets(labels: ArrayLike<number>, classes: number): tf.Tensor2D {
  if (classes !== 2) return oneHot(labels, classes);
  const values = Float32Array.from(labels);
  const wrong = values.find((label) => label !== 0 && label !== 1);
  if (wrong !== undefined) throw new RangeError(`labels must be 0 or 1 for two classes, got ${formatValue(wrong)}`);
  return tf.tensor2d(values, [values.length, 1]);
}
