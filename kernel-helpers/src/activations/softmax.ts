import { checkSeries } from '../core/index.js';

/**
 * SoftMax: a_j = e^(z_j) / Σ e^(z_k), shifted by max z so that it never overflows.
 * @param z logits, at least one, finite
 * @returns probabilities that sum to 1
 * @throws RangeError for an empty z or a value that is not finite
 */
export function softmax(z: ArrayLike<number>): number[] {
  checkSeries('z', z);
  const top = maximum(z);
  return normalize(Array.from(z, (x) => Math.exp(x - top)));
}

/** log Σ e^(z_k), without overflow. @throws RangeError as {@link softmax} */
export function logSumExp(z: ArrayLike<number>): number {
  checkSeries('z', z);
  const top = maximum(z);
  return top + Math.log(Array.from(z).reduce((sum, x) => sum + Math.exp(x - top), 0));
}

/** The values divided by their sum. */
export function normalize(values: readonly number[]): number[] {
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((x) => x / sum);
}

function maximum(z: ArrayLike<number>): number {
  return Array.from(z).reduce((top, x) => Math.max(top, x), -Infinity);
}
