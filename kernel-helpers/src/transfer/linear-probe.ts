import { checkInteger, checkNumber, tf } from '../core/index.js';
import { oneHot } from '../datasets/image-set.js';

/** Features with their classes. */
export interface ProbeData {
  /** [count, …]; flattened here. The caller disposes it. */
  readonly xs: tf.Tensor;
  readonly labels: ArrayLike<number>;
}

/** How a probe is trained. */
export interface ProbeOptions {
  /** Number of classes. Default the largest label plus 1. */
  classes?: number;
  /** Steps of gradient descent on all examples at once. Default 150. */
  steps?: number;
  /** Weight of the penalty ½λ‖W‖². Default 0.001. */
  lambda?: number;
}

/**
 * How well a linear classifier works on features: softmax regression on the training features, its accuracy on the others. A probe has no
 * hidden layer, so what it finds was in the features.
 *
 * Features are centered and divided by one number so that `mean ‖x‖² = 1`; then gradient descent with Nesterov's momentum 0.9 and rate 2, below
 * the limit of stability `2(1+β)/(L)` with `L ≤ ½ max ‖x‖²`. All starts at zero, so there is no seed.
 * @returns the share of test examples that are classified rightly, 0…1
 * @throws RangeError for labels that do not fit the features, or options outside their range
 * @see Alain & Bengio, "Understanding intermediate layers using linear classifier probes" (2016)
 */
export function linearProbe(train: ProbeData, test: ProbeData, options: ProbeOptions = {}): number {
  const { classes = Math.max(...Array.from(train.labels)) + 1, steps = 150, lambda = 1e-3 } = options;
  checkInteger('classes', classes, { min: 2 });
  checkInteger('steps', steps, { min: 1 });
  checkNumber('lambda', lambda, { min: 0 });
  checkCount('train', train);
  checkCount('test', test);
  const guess = tf.tidy(() => {
    const flat = (x: tf.Tensor): tf.Tensor2D => x.reshape([x.shape[0] ?? 0, -1]);
    const [seen, held] = [flat(train.xs), flat(test.xs)];
    const mean = seen.mean(0);
    const centered = seen.sub(mean) as tf.Tensor2D;
    const scale = centered.square().sum(1).mean().sqrt().add(1e-12);
    const x = centered.div(scale) as tf.Tensor2D;
    const { weights, bias } = descend(x, oneHot(train.labels, classes), steps, lambda);
    const logits = tf.add(tf.matMul(held.sub(mean).div(scale) as tf.Tensor2D, weights), bias);
    return logits.argMax(-1).dataSync();
  });
  return Array.from(guess).filter((label, i) => label === test.labels[i]).length / guess.length;
}

/** Gradient descent on the mean cross-entropy with the penalty: ∇W = xᵀ(ŷ − y)/n + λW. */
function descend(x: tf.Tensor2D, y: tf.Tensor2D, steps: number, lambda: number): { weights: tf.Tensor2D; bias: tf.Tensor1D } {
  const [count, inputs] = x.shape;
  const [rate, beta] = [2, 0.9];
  let weights: tf.Tensor2D = tf.zeros([inputs, y.shape[1]]);
  let bias: tf.Tensor1D = tf.zeros([y.shape[1]]);
  let [speedW, speedB]: [tf.Tensor, tf.Tensor] = [tf.zerosLike(weights), tf.zerosLike(bias)];
  for (let step = 0; step < steps; step++) {
    const old = [weights, bias, speedW, speedB];
    [weights, bias, speedW, speedB] = tf.tidy(() => {
      const error = tf
        .softmax(tf.add(tf.matMul(x, weights), bias) as tf.Tensor2D)
        .sub(y)
        .div(count) as tf.Tensor2D;
      const [slopeW, slopeB] = [tf.matMul(x, error, true).add(weights.mul(lambda)), error.sum(0)];
      const [vW, vB] = [speedW.mul(beta).sub(slopeW.mul(rate)), speedB.mul(beta).sub(slopeB.mul(rate))];
      // Nesterov: the step looks ahead along the new speed.
      const next = (w: tf.Tensor, v: tf.Tensor, slope: tf.Tensor) => w.add(v.mul(beta)).sub(slope.mul(rate));
      return [next(weights, vW, slopeW) as tf.Tensor2D, next(bias, vB, slopeB) as tf.Tensor1D, vW, vB];
    });
    tf.dispose(old);
  }
  return { weights, bias };
}

function checkCount(name: string, { xs, labels }: ProbeData): void {
  if (xs.shape[0] !== labels.length) throw new RangeError(`${name}.labels must have ${xs.shape[0]} values, got ${labels.length}`);
}
