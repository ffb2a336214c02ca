import { tf } from '../../core/index.js';
import type { WeightSource } from './source.js';

/**
 * An initializer that takes a weight from a source while its layer is built. A saved model names it "zeros", so that loading
 * does not first draw millions of random numbers.
 */
export function initialFrom(source: WeightSource, layer: string, weight: 'kernel' | 'bias'): ReturnType<typeof tf.initializers.zeros> {
  const initializer = tf.initializers.zeros();
  initializer.apply = (shape) => tf.tensor(source.read(layer, weight, shape as number[]), shape as number[]);
  return initializer;
}
