import { tf } from '../../core/index.js';
import type { CommonConfig } from '../types.js';

/** Limits gradients as Keras does and keeps their order; `undefined` stays. Called inside `tf.tidy`. */
export function clipTensors(grads: readonly (tf.Tensor | undefined)[], c: CommonConfig): (tf.Tensor | undefined)[] {
  const { clipnorm, clipvalue, globalClipnorm } = c;
  const each = (limit: (g: tf.Tensor) => tf.Tensor) => grads.map((g) => g && limit(g));
  if (clipvalue !== null) return each((g) => tf.clipByValue(g, -clipvalue, clipvalue));
  if (clipnorm !== null) return each((g) => tf.div(tf.mul(g, clipnorm), tf.maximum(tf.sqrt(tf.sum(tf.square(g))), clipnorm)));
  if (globalClipnorm !== null) {
    const present = grads.filter((g) => g !== undefined);
    if (present.length === 0) return [...grads];
    const norm = tf.sqrt(tf.addN(present.map((g) => tf.sum(tf.square(g)))));
    const scale = tf.mul(tf.minimum(tf.div(1, norm), 1 / globalClipnorm), globalClipnorm);
    return each((g) => tf.mul(g, scale));
  }
  return [...grads];
}
