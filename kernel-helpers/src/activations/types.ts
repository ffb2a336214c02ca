import type { tf } from '../core/index.js';

/** The thirteen activations of the lab. */
export type ActivationName =
  | 'sigmoid'
  | 'tanh'
  | 'relu'
  | 'leakyRelu'
  | 'softplus'
  | 'elu'
  | 'selu'
  | 'serlu'
  | 'swish'
  | 'gelu'
  | 'mish'
  | 'softsign'
  | 'hardSigmoid';

/** One activation function: its value, its derivative and its tensor form, side by side. */
export interface Activation {
  /** The key under which the registry holds it. */
  readonly name: string;
  /** The formula, for KaTeX. */
  readonly latex: string;
  /** g(z) in float64. NaN is passed on; nothing overflows for |z| ≤ 1000. */
  value(z: number): number;
  /** g′(z) in float64. At a kink it is the figure Keras uses (ReLU: 0 at 0). NaN is passed on. */
  derivative(z: number): number;
  /** g of every element, any shape, with the gradient g′. The caller disposes of the result. */
  apply(t: tf.Tensor): tf.Tensor;
}
