import { elementAt } from '../core/data.js';
import { tf } from '../core/index.js';

type Scalar = (z: number) => number;

/** The derivative as a central difference; its error is about 1e-9 for smooth functions of size 1. */
export function differenceQuotient(value: Scalar): Scalar {
  const h = 1e-5;
  return (z) => (value(z + h) - value(z - h)) / (2 * h);
}

/**
 * The tensor form of a function known only on single numbers: every element goes through plain JavaScript, forward and backward.
 * Slow beside native operations, but it lets a learner train with an activation of two lines.
 */
export function applyFromNumbers(value: Scalar, derivative: Scalar): (t: tf.Tensor) => tf.Tensor {
  const map = (t: tf.Tensor, f: Scalar) => tf.tensor(Float32Array.from(t.dataSync(), f), t.shape, 'float32');
  const custom = tf.customGrad((z, save) => {
    (save as (tensors: tf.Tensor[]) => void)([z as tf.Tensor]);
    return {
      value: map(z as tf.Tensor, value),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, map(elementAt(saved, 0), derivative)),
    };
  });
  return (t) => tf.tidy(() => custom(t));
}
