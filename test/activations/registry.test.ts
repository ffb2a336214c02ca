import assert from 'node:assert/strict';
import {
  activation,
  activationNames,
  activations,
  layerActivation,
  propagate,
  registerActivation,
  unregisterActivation,
} from '../../kernel-helpers/src/activations/index.js';
import { tf } from '../../kernel-helpers/src/core/index.js';
import { assertClose } from '../support/close.js';

describe('the registry of activations', () => {
  afterEach(() => {
    if (activationNames().includes('bump')) unregisterActivation('bump');
  });

  it('takes an activation of two lines, which then joins the names, the record, layers and propagation', () => {
    const before = tf.memory().numTensors;
    registerActivation({ name: 'bump', value: (z) => z * Math.exp(-z * z), derivative: (z) => (1 - 2 * z * z) * Math.exp(-z * z) });
    assert.ok(activationNames().includes('bump'));
    assert.ok(Object.keys(activations).includes('bump'));
    const g = tf.tidy(() => {
      const t = tf.tensor2d([[0, 1, -2]]);
      const y = (tf.layers.activation({ activation: layerActivation('bump') }).apply(t) as tf.Tensor).dataSync();
      assertClose(y, [0, Math.exp(-1), -2 * Math.exp(-4)], 1e-6);
      return tf
        .grad((z) => activation('bump').apply(z))(t)
        .dataSync();
    });
    assertClose(g, [1, -Math.exp(-1), -7 * Math.exp(-4)], 1e-6);
    assert.equal(propagate({ activation: 'bump', layers: 2, units: 8, samples: 8 }).length, 2);
    assert.equal(tf.memory().numTensors, before);
  });

  it('takes the derivative by differences where none is given', () => {
    registerActivation({ name: 'bump', value: Math.sin });
    for (const z of [-2, 0, 1]) assert.ok(Math.abs(activation('bump').derivative(z) - Math.cos(z)) < 1e-9);
  });

  it('replaces an own activation of the same name, so that a cell runs twice', () => {
    registerActivation({ name: 'bump', value: () => 1 });
    registerActivation({ name: 'bump', value: () => 2 });
    assert.equal(activation('bump').value(0), 2);
    const y = tf.tidy(() =>
      (tf.layers.activation({ activation: layerActivation('bump') }).apply(tf.zeros([1, 1])) as tf.Tensor).dataSync(),
    );
    assert.equal(y[0], 2);
  });

  it('a model with an own activation trains', async () => {
    registerActivation({ name: 'bump', value: (z) => (z > 0 ? z : 0.5 * Math.sin(z)) });
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 8, inputShape: [1], activation: layerActivation('bump') }), tf.layers.dense({ units: 1 })],
    });
    model.compile({ optimizer: tf.train.adam(0.05), loss: 'meanSquaredError' });
    const x = tf.linspace(-2, 2, 32).reshape([32, 1]);
    const y = tf.square(x);
    const { history } = await model.fit(x, y, { epochs: 60, verbose: 0 });
    assert.ok((history.loss!.at(-1) as number) < 0.3 * (history.loss![0] as number));
    model.dispose();
    tf.dispose([x, y]);
  });

  it('refuses the name of a built-in one, a name that is no word, a value that is no function', () => {
    assert.throws(() => registerActivation({ name: 'relu', value: Math.abs }), {
      name: 'RangeError',
      message: "name must not be that of a built-in activation, got 'relu'",
    });
    assert.throws(() => registerActivation({ name: 'a b', value: Math.abs }), /name must be a word of letters and digits, got 'a b'/);
    assert.throws(() => registerActivation({ name: 'softmax', value: Math.abs }), /already uses, got 'softmax'/);
    assert.throws(
      () => registerActivation({ name: 'bump', value: 3 as never }),
      /value must be a function from a number to a number, got 3/,
    );
    assert.throws(() => unregisterActivation('relu'), /must be that of an activation of your own, got 'relu'/);
    assert.throws(() => layerActivation('nosuch'), /activation must be one of .* got 'nosuch'/);
  });
});
