import { checkLabels, checkRows, checkSampleWeight, type Rows } from '../core/data.js';
import { checkInteger, checkNumber, checkSameLength, tf } from '../core/index.js';
import type { Learner } from './learner.js';

/**
 * A quick model for experiments on data: SoftMax regression `softmax(x W + b)` on all examples at once, with Adam.
 *
 * The gradient of `W` is `xᵀ((p − y) s) / n + 2 l2 W / (d · classes)`, that of `b` the sum of `(p − y) s / n`, with the sample weights `s`.
 *
 * Starts from zero weights, so it needs no seed and gives the same model for the same data.
 *
 * @param options.steps steps of Adam, default 100
 * @param options.learningRate above 0, default 0.05
 * @param options.l2 penalty `l2 · mean of W²`, at least 0, default 0
 * @returns a {@link Learner}; its prediction function holds plain arrays, nothing to dispose
 * @throws RangeError
 */
export function softmaxLearner(options: { steps?: number; learningRate?: number; l2?: number } = {}): Learner {
  const steps = checkInteger('steps', options.steps ?? 100, { min: 1 });
  const learningRate = checkNumber('learningRate', options.learningRate ?? 0.05, { above: 0 });
  const l2 = checkNumber('l2', options.l2 ?? 0, { min: 0 });
  return (rows, labels, { classes, sampleWeight }) => {
    const [n, d] = checkRows('rows', rows);
    checkSameLength('rows', rows, 'labels', labels);
    checkLabels('labels', labels, { classes });
    if (sampleWeight) checkSampleWeight('sampleWeight', sampleWeight, n);
    // `b` is the last row of one variable, and each example has a 1 for it: half of the operations of Adam, which are most of a step.
    const weights = tf.tidy(() => tf.variable(tf.zeros([d + 1, classes])));
    const adam = tf.train.adam(learningRate);
    tf.tidy(() => {
      const x = withOne(rows, d);
      const y = tf.oneHot(tf.tensor1d(Int32Array.from(labels), 'int32'), classes);
      const w = tf.tensor2d(sampleWeight ? Float32Array.from(sampleWeight) : new Float32Array(n).fill(1), [n, 1]).div(n);
      const decay = tf.concat([tf.fill([d, classes], (2 * l2) / (d * classes)), tf.zeros([1, classes])]);
      for (let step = 0; step < steps; step++)
        tf.tidy(() => {
          const error = tf.mul(tf.sub(tf.softmax(tf.matMul(x, weights)), y), w);
          const data = tf.matMul(x, error, true);
          adam.applyGradients([{ name: weights.name, tensor: l2 > 0 ? tf.add(data, tf.mul(weights, decay)) : data }]);
        });
    });
    const learned = weights.arraySync() as number[][];
    weights.dispose();
    adam.dispose();
    return (examples) => {
      checkRows('rows', examples);
      return tf.tidy(() => tf.softmax(tf.matMul(withOne(examples, d), tf.tensor2d(learned))).arraySync() as number[][]);
    };
  };
}

/** The examples, each with a 1 behind its values. */
function withOne(rows: Rows, d: number) {
  const flat = new Float32Array(rows.length * (d + 1)).fill(1);
  for (let i = 0; i < rows.length; i++) flat.set(rows[i]!, i * (d + 1));
  return tf.tensor2d(flat, [rows.length, d + 1]);
}
