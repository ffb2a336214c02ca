import { elementAt } from '../core/data.js';
import { tf } from '../core/index.js';

type Elementwise = (z: tf.Tensor) => tf.Tensor;

/**
 * A tensor function with a gradient of its own: forward `value(z)`, backward `dy · derivative(z)`.
 *
 * Used where tfjs's automatic gradient is wrong at a kink, loses NaN, or overflows in a branch that is then masked out.
 */
export function withGradient(value: Elementwise, derivative: Elementwise): Elementwise {
  // Patch: tfjs-activation-gradients
  const custom = tf.customGrad((z, save) => {
    (save as (tensors: tf.Tensor[]) => void)([z as tf.Tensor]);
    return {
      value: value(z as tf.Tensor),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, derivative(elementAt(saved, 0))),
    };
  });
  return (t) => tf.tidy(() => custom(t));
}

/** `d` where z is a number, NaN where z is NaN: comparisons alone would turn NaN into one of the branches. */
export function passNaN(z: tf.Tensor, d: tf.Tensor): tf.Tensor {
  return tf.where(tf.isNaN(z), z, d);
}
