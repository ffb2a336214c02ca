import { checkInteger, tf } from '../core/index.js';
import { inputShape } from './shapes.js';

/** Estimated times, in seconds. */
export interface TimeEstimate {
  /** One pass of all images through the base: extraction of features, or validation. */
  readonly features: number;
  /** One epoch with the whole network trained; a frozen base costs about a third of it. */
  readonly epoch: number;
  /** Both in words, to print before the work starts. */
  readonly text: string;
}

/**
 * How long this machine will need, from a measured pass of four images: the backward pass costs about twice the forward pass.
 * On a machine that does other work too, it may be wrong by a factor of two.
 * @param count images of the data set
 */
export function estimateTime(base: tf.LayersModel, count: number): TimeEstimate {
  checkInteger('count', count, { min: 1 });
  const shape = [4, ...inputShape(base)];
  const pass = (): number => {
    const start = performance.now();
    tf.tidy(() => (base.predict(tf.zeros(shape)) as tf.Tensor).dataSync());
    return performance.now() - start;
  };
  pass(); // the first pass also prepares the kernels
  const each = Math.min(pass(), pass()) / 4000;
  const [features, epoch] = [each * count, 3 * each * count];
  const words = (seconds: number) => (seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`);
  return {
    features,
    epoch,
    text: `features of ${count} images: about ${words(features)}; an epoch with all layers trained: about ${words(epoch)}`,
  };
}
