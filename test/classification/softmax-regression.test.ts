import assert from 'node:assert/strict';
import { regressionLogits, softmaxRegression, softmaxRegressionTf } from '../../kernel-helpers/src/classification/index.js';
import { seededRandom, tf } from '../../kernel-helpers/src/core/index.js';
import { assertClose } from '../support/close.js';

/** Three clouds of points in the plane. */
function clouds(): { x: number[][]; labels: number[] } {
  const stream = seededRandom(4);
  const centers = [
    [0, 2],
    [-2, -1],
    [2, -1],
  ];
  const labels = Array.from({ length: 90 }, (_, i) => i % 3);
  return { x: labels.map((c) => centers[c]!.map((m) => stream.normal(m, 0.8))), labels };
}

describe('softmax regression', () => {
  it('from scratch and in tfjs has the same weights, biases and losses', () => {
    const { x, labels } = clouds();
    const before = tf.memory().numTensors;
    const told: number[][] = [[], []];
    const config = (i: number) => ({ learningRate: 0.5, steps: 60, onStep: (loss: number) => void told[i]!.push(loss) });
    const scratch = softmaxRegression(x, labels, config(0));
    const native = softmaxRegressionTf(x, labels, config(1));
    assert.deepEqual(told, [scratch.losses, native.losses], 'each step is told');
    assert.equal(tf.memory().numTensors, before);
    assertClose(native.weights.flat(), scratch.weights.flat(), 1e-5, 'weights');
    assertClose(native.bias, scratch.bias, 1e-5, 'bias');
    assertClose(native.losses, scratch.losses, 1e-5, 'losses');
  });

  it('starts at the loss log 3 of three classes, falls at every step, and separates the clouds', () => {
    const { x, labels } = clouds();
    const model = softmaxRegression(x, labels, { learningRate: 0.5, steps: 60 });
    assert.ok(Math.abs(model.losses[0]! - Math.log(3)) < 1e-12);
    for (let i = 1; i < 60; i++) assert.ok(model.losses[i]! < model.losses[i - 1]!);
    const right = x.filter((row, i) => {
      const z = regressionLogits(model, row);
      return z.indexOf(Math.max(...z)) === labels[i];
    });
    assert.ok(right.length > 85, `${right.length} of 90`);
  });

  it('with two classes is logistic regression: only the difference of the weights counts', () => {
    const x = [[0], [1], [2], [3], [1.5], [2.5]];
    const labels = [0, 0, 1, 1, 1, 0];
    const { weights, bias } = softmaxRegression(x, labels, { learningRate: 0.2, steps: 50 });
    let [w, b] = [0, 0];
    for (let step = 0; step < 50; step++) {
      let [dw, db] = [0, 0];
      for (const [i, [v]] of x.entries()) {
        const d = 1 / (1 + Math.exp(-(w * v! + b))) - labels[i]!;
        dw += (d * v!) / 6;
        db += d / 6;
      }
      // The two softmax columns move by ±d, so their difference moves twice as fast.
      w -= 0.4 * dw;
      b -= 0.4 * db;
    }
    assert.ok(Math.abs(weights[0]![1]! - weights[0]![0]! - w) < 1e-12 && Math.abs(bias[1]! - bias[0]! - b) < 1e-12);
  });

  it('refuses rows of unequal length, labels out of range and bad options', () => {
    assert.throws(() => softmaxRegression([[1, 2], [1]], [0, 1]), /x\[1\] must have the length of x\[0\] \(2\), got 1/);
    assert.throws(() => softmaxRegression([[1], [2]], [0, 5], { classes: 3 }), /labels\[1\] must be a class index in \[0, 2\], got 5/);
    assert.throws(() => softmaxRegression([[1], [2]], [0]), /labels must have the length of x \(2\), got 1/);
    assert.throws(() => softmaxRegressionTf([[1], [2]], [0, 1], { learningRate: 0 }), /learningRate must be in \(0, ∞\), got 0/);
    assert.throws(() => softmaxRegression([[1], [2]], [0, 1], { steps: 1.5 }), /steps must be a whole number in \[1, ∞\), got 1.5/);
  });
});
