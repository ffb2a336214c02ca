import assert from 'node:assert/strict';
import {
  type ActivationName,
  activation,
  activationNames,
  activations,
  layerActivation,
  registerActivation,
  unregisterActivation,
} from '../../kernel-helpers/src/activations/index.js';
import { tf } from '../../kernel-helpers/src/core/index.js';
import { assertClose } from '../support/close.js';
import { reference } from '../support/reference.js';

interface Reference {
  x: number[];
  functions: Record<ActivationName, { value: number[]; derivative: number[] }>;
}
const { x, functions } = reference<Reference>('activations');
const gradient = (apply: (t: tf.Tensor) => tf.Tensor, at: number[]): Float32Array =>
  tf.tidy(
    () =>
      tf
        .grad((z) => apply(z))(tf.tensor1d(at))
        .dataSync() as Float32Array,
  );
const value = (apply: (t: tf.Tensor) => tf.Tensor, at: number[]): Float32Array =>
  tf.tidy(() => apply(tf.tensor1d(at)).dataSync() as Float32Array);

describe('activations on tensors', () => {
  for (const name of Object.keys(functions) as ActivationName[]) {
    it(`${name}: value and gradient agree with Keras to 1e-6, NaN is passed on, ±1000 stay finite`, () => {
      const { apply, value: single, derivative } = activations[name];
      assertClose(value(apply, x), functions[name].value, 1e-6, `${name} value`);
      assertClose(gradient(apply, x), functions[name].derivative, 1e-6, `${name} gradient`);
      assert.ok(Number.isNaN(value(apply, [Number.NaN])[0]), 'NaN value');
      assert.ok(Number.isNaN(gradient(apply, [Number.NaN])[0]), 'NaN gradient');
      const far = [-1000, -100, 100, 1000];
      assertClose(value(apply, far), far.map(single), 1e-3, `${name} far out`);
      assertClose(gradient(apply, far), far.map(derivative), 1e-6, `${name} gradient far out`);
    });
  }

  it('keep the shape, and leak no tensor in value or gradient', () => {
    const t = tf.randomNormal([2, 3, 4]);
    const before = tf.memory().numTensors;
    for (const name of activationNames()) {
      const y = activation(name).apply(t);
      assert.deepEqual(y.shape, [2, 3, 4], name);
      y.dispose();
      tf.dispose(tf.grad((z) => activation(name).apply(z))(t));
      assert.equal(tf.memory().numTensors, before, name);
    }
    t.dispose();
  });

  it('with parameters have the gradient of their parameters', () => {
    for (const g of [
      activation('leakyRelu', { slope: 0.2 }),
      activation('elu', { alpha: 2 }),
      activation('serlu', { lambda: 1, alpha: 2 }),
      activation('swish', { beta: 2 }),
    ]) {
      assertClose(value(g.apply, x), x.map(g.value), 1e-6, g.name);
      assertClose(gradient(g.apply, x), x.map(g.derivative), 1e-6, g.name);
    }
  });

  it('scale the gradient that comes from above', () => {
    const g = tf.tidy(() =>
      tf
        .grad((z) => tf.mul(activations.serlu.apply(z), 3))(tf.tensor1d([-1, -2, 2]))
        .dataSync(),
    );
    assertClose(
      g,
      [-1, -2, 2].map((z) => 3 * activations.serlu.derivative(z)),
      1e-5,
    );
  });
});

describe('activations in a model', () => {
  const build = (name: string) =>
    tf.sequential({
      layers: [
        tf.layers.dense({
          units: 6,
          inputShape: [3],
          activation: layerActivation(name),
          kernelInitializer: tf.initializers.glorotNormal({ seed: 1 }),
        }),
        tf.layers.dense({ units: 2, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
      ],
    });

  /** Saves the model to memory and loads it again, as a new process would from a file. */
  async function reload(model: tf.Sequential): Promise<tf.LayersModel> {
    let saved: tf.io.ModelArtifacts | undefined;
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
      }),
    );
    assert.ok(saved);
    const { weightData, ...text } = saved;
    return tf.loadLayersModel(tf.io.fromMemory({ ...(JSON.parse(JSON.stringify(text)) as typeof text), weightData }));
  }

  it('the layer computes what apply computes, for all thirteen', () => {
    tf.tidy(() => {
      const t = tf.linspace(-6, 6, 49).reshape([1, 49]);
      for (const name of activationNames()) {
        const layer = tf.layers.activation({ activation: layerActivation(name) });
        const y = (layer.apply(t) as tf.Tensor).dataSync();
        assertClose(y, activation(name).apply(t).dataSync(), 1e-6, name);
      }
    });
  });

  it('a saved model with each activation loads again and answers the same', async () => {
    const start = tf.memory().numTensors;
    for (const name of activationNames()) {
      const model = build(name);
      const copy = await reload(model);
      tf.tidy(() => {
        const t = tf.randomNormal([5, 3], 0, 2, 'float32', 7);
        assertClose((copy.predict(t) as tf.Tensor).dataSync(), (model.predict(t) as tf.Tensor).dataSync(), 1e-7, name);
      });
      model.dispose();
      copy.dispose();
    }
    assert.equal(tf.memory().numTensors, start);
  });

  it('an activation with parameters, registered under a name of its own, is a layer that is saved and loaded', async () => {
    registerActivation({ ...activation('leakyRelu', { slope: 0.3 }), name: 'leakyRelu30' });
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 4, inputShape: [3] }), tf.layers.activation({ activation: layerActivation('leakyRelu30') })],
    });
    const copy = await reload(model);
    tf.tidy(() => {
      const t = tf.randomNormal([5, 3], 0, 2, 'float32', 7);
      const y = (copy.predict(t) as tf.Tensor).dataSync();
      assertClose(y, (model.predict(t) as tf.Tensor).dataSync(), 1e-7);
      const dense = (model.layers[0]!.apply(t) as tf.Tensor).dataSync();
      assertClose(
        y,
        Array.from(dense, (z) => (z > 0 ? z : 0.3 * z)),
        1e-6,
      );
    });
    model.dispose();
    copy.dispose();
    unregisterActivation('leakyRelu30');
  });

  it('a model with SERLU learns, and training leaks no tensor', async () => {
    const model = build('serlu');
    model.compile({ optimizer: tf.train.adam(0.05), loss: 'categoricalCrossentropy' });
    const x = tf.randomNormal([64, 3], 0, 1, 'float32', 3);
    const y = tf.tidy(() => tf.oneHot(tf.cast(tf.greater(tf.sum(x, 1), 0), 'int32'), 2));
    const first = await model.fit(x, y, { epochs: 1, verbose: 0 });
    const held = tf.memory().numTensors;
    const last = await model.fit(x, y, { epochs: 15, verbose: 0 });
    assert.equal(tf.memory().numTensors, held);
    const [from, to] = [first.history.loss![0] as number, last.history.loss!.at(-1) as number];
    assert.ok(to < 0.7 * from, `loss from ${from} to ${to}`);
    model.dispose();
    tf.dispose([x, y]);
  });
});
