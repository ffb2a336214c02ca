import type { Labels, Rows } from '../core/data.js';
import { tf } from '../core/index.js';
import { regressionSettings, type SoftmaxRegression, type SoftmaxRegressionOptions } from './softmax-regression.js';

/**
 * The same softmax regression in tfjs (float32): one matrix product a step, the gradient by `tf.variableGrads`.
 * Its weights agree with {@link softmaxRegression} to float32's precision. Disposes of every tensor it makes.
 * @throws RangeError as {@link softmaxRegression}
 */
export function softmaxRegressionTf(x: Rows, labels: Labels, options: SoftmaxRegressionOptions = {}): SoftmaxRegression {
  const { features, classes, learningRate, steps } = regressionSettings(x, labels, options);
  return tf.tidy(() => {
    const inputs = tf.tensor2d(
      Array.from(x, (row) => Array.from(row)),
      [x.length, features],
    );
    const targets = tf.oneHot(tf.tensor1d(Int32Array.from(labels), 'int32'), classes);
    const w = tf.variable(tf.zeros([features, classes]));
    const b = tf.variable(tf.zeros([classes]));
    const optimizer = tf.train.sgd(learningRate);
    const losses: number[] = [];
    for (let step = 0; step < steps; step++) {
      const { value, grads } = tf.variableGrads(
        () => tf.losses.softmaxCrossEntropy(targets, tf.add(tf.matMul(inputs, w), b)) as tf.Scalar,
        [w, b],
      );
      const loss = value.arraySync() as number;
      losses.push(loss);
      optimizer.applyGradients(grads);
      tf.dispose([value, grads]);
      options.onStep?.(loss);
    }
    const result = { weights: w.arraySync() as number[][], bias: b.arraySync() as number[], losses };
    tf.dispose([w, b]); // variables outlive a tidy
    optimizer.dispose();
    return result;
  });
}
