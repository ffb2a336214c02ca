import { strict as assert } from 'node:assert';
import { activation, activationNames } from '../../kernel-helpers/src/activations/index.js';
import { seededRandom, tf } from '../../kernel-helpers/src/core/index.js';
import { Dropout } from '../../kernel-helpers/src/playground/batches.js';
import { DenseNetwork, startParameters } from '../../kernel-helpers/src/playground/dense-network.js';
import { logistic, logisticLoss } from '../../kernel-helpers/src/playground/logistic-loss.js';
import { addPenalty } from '../../kernel-helpers/src/playground/penalty.js';
import { defaultSetting } from '../../kernel-helpers/src/playground/setting.js';
import { assertClose as close } from '../support/close.js';

/** A network of 2-4-3-1 with biases that are not 0, five points, and their mean loss and its gradient. */
function example(name: string) {
  const stream = seededRandom(7);
  const network = new DenseNetwork(2, [4, 3], activation(name));
  const params = startParameters(network.places, defaultSetting, stream).map((w) => w + stream.normal(0, 0.3));
  const inputs = Float64Array.from({ length: 10 }, () => stream.normal());
  const labels = [0, 1, 1, 0, 1];
  const loss = (at: readonly number[], masks?: readonly Float64Array[]) =>
    labels.reduce((sum, label, row) => sum + logisticLoss(network.forward(at, inputs, row, masks), label), 0) / labels.length;
  const gradient = (masks?: readonly Float64Array[]) => {
    const grads = new Array<number>(network.size).fill(0);
    for (const [row, label] of labels.entries()) {
      network.forward(params, inputs, row, masks);
      network.backward(params, grads, { inputs, row, label, factor: 1 / labels.length, ...(masks && { masks }) });
    }
    return grads;
  };
  return { network, params, inputs, labels, loss, gradient };
}

/** The gradient of a function by central differences. */
const differences = (f: (at: readonly number[]) => number, at: readonly number[], h = 1e-6) =>
  at.map((w, i) => (f(at.with(i, w + h)) - f(at.with(i, w - h))) / (2 * h));

describe('the dense network on plain numbers', () => {
  for (const name of activationNames()) {
    it(`${name}: its gradient is that of central differences, with and without dropout`, () => {
      const { params, loss, gradient } = example(name);
      const masks = new Dropout([4, 3], 0.4, seededRandom(3)).draw();
      assert.ok(masks.some((mask) => mask.includes(0)) && masks.some((mask) => mask.includes(1 / 0.6)));
      for (const given of [undefined, masks]) {
        const expected = differences((at) => loss(at, given), params);
        assert.ok(expected.some((g) => Math.abs(g) > 0.01));
        close(gradient(given), expected, 1e-8);
      }
    });

    it(`${name}: its gradient and its output are TensorFlow’s`, () => {
      const { network, params, inputs, labels, gradient } = example(name);
      const mine = gradient();
      tf.tidy(() => {
        const weights = network.places.flatMap(({ inputs: n, units, weights: from, biases, end }) => [
          tf.variable(tf.tensor2d(params.slice(from, biases), [n, units])),
          tf.variable(tf.tensor1d(params.slice(biases, end))),
        ]);
        const logits = () => {
          let x: tf.Tensor = tf.tensor2d(Float32Array.from(inputs), [5, 2]);
          for (let l = 0; l < 3; l++) {
            const z = tf.add(tf.matMul(x as tf.Tensor2D, weights[2 * l] as tf.Tensor2D), weights[2 * l + 1]!);
            x = l < 2 ? activation(name).apply(z) : z;
          }
          return x;
        };
        const target = tf.tensor2d(labels, [5, 1]);
        const { grads } = tf.variableGrads(() => tf.losses.sigmoidCrossEntropy(target, logits()) as tf.Scalar, weights);
        close(
          mine,
          weights.flatMap((w) => Array.from(grads[w.name]!.dataSync())),
          2e-6,
        );
        const outputs = labels.map((_, row) => logistic(network.forward(params, inputs, row)));
        close(outputs, Array.from(tf.sigmoid(logits()).dataSync()), 2e-6);
        tf.dispose(weights);
      });
    });
  }

  it('the penalty adds the gradient of λ·Σ|w| or λ·Σw² over the weights, and nothing to a bias', () => {
    const { network, params } = example('tanh');
    const sum = (at: readonly number[], f: (w: number) => number) =>
      network.places.reduce((all, { weights, biases }) => all + at.slice(weights, biases).reduce((s, w) => s + f(w), 0), 0);
    for (const [penalty, f] of [
      ['L1', Math.abs],
      ['L2', (w: number) => w * w],
    ] as const) {
      const grads = new Array<number>(network.size).fill(0);
      addPenalty({ penalty, strength: 0.03 }, network.places, params, grads);
      close(
        grads,
        differences((at) => 0.03 * sum(at, f), params),
        1e-9,
      );
      for (const { biases, end } of network.places) assert.ok(grads.slice(biases, end).every((g) => g === 0));
    }
  });

  it('loss and sigmoid do not overflow at large logits', () => {
    assert.equal(logisticLoss(1000, 1), 0);
    assert.equal(logisticLoss(-1000, 1), 1000);
    assert.equal(logisticLoss(1000, 0), 1000);
    assert.ok(Math.abs(logisticLoss(0.3, 1) + Math.log(logistic(0.3))) < 1e-15);
  });
});
