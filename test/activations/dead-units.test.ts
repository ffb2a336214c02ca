import assert from 'node:assert/strict';
import { deadUnits } from '../../kernel-helpers/src/activations/index.js';
import { tf } from '../../kernel-helpers/src/core/index.js';

/** Two inputs in [0, 1], three hidden units: one always on, one that no example switches on, one that some do. */
function network(): tf.LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [2], units: 3, activation: 'relu', name: 'hidden' }),
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  });
  const kernel = tf.tensor2d([1, -1, 1, 1, -1, -1], [2, 3]);
  const bias = tf.tensor1d([1, -0.5, 0]);
  model.layers[0]!.setWeights([kernel, bias]);
  tf.dispose([kernel, bias]);
  return model;
}

describe('deadUnits', () => {
  const examples = [
    [0.1, 0.9],
    [0.9, 0.1],
    [0.5, 0.4],
    [0.2, 0.6],
  ];

  it('counts a unit only when it is off for all examples', async () => {
    const model = network();
    const xs = tf.tensor2d(examples);
    const [row] = await deadUnits(model, xs);
    assert.deepEqual(
      { ...row, inactiveShare: Math.round(row!.inactiveShare * 12) },
      { layer: 'hidden', units: 3, dead: 1, deadShare: 1 / 3, inactiveShare: 6 },
    );
    xs.dispose();
    model.dispose();
  });

  it('counts the filters of a convolution, and leaves no tensor behind', async () => {
    const model = tf.sequential({
      layers: [tf.layers.conv2d({ inputShape: [4, 4, 1], filters: 2, kernelSize: 3, activation: 'relu' }), tf.layers.flatten()],
    });
    const [kernel, bias] = [tf.concat([tf.ones([3, 3, 1, 1]), tf.neg(tf.ones([3, 3, 1, 1]))], 3), tf.zeros([2])];
    model.layers[0]!.setWeights([kernel, bias]);
    const xs = tf.ones([3, 4, 4, 1]);
    const before = tf.memory().numTensors;
    const [row] = await deadUnits(model, xs);
    assert.equal(tf.memory().numTensors, before);
    assert.deepEqual([row!.units, row!.dead, row!.inactiveShare], [2, 1, 0.5]);
    tf.dispose([xs, kernel, bias]);
    model.dispose();
  });

  it('refuses a model without ReLU and a threshold below 0', async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 1, activation: 'sigmoid' })] });
    const xs = tf.ones([1, 2]);
    await assert.rejects(deadUnits(model, xs), /model must have a layer with activation 'relu'/);
    await assert.rejects(deadUnits(model, xs, -1), /threshold must be in \[0, ∞\), got -1/);
    xs.dispose();
    model.dispose();
  });
});
