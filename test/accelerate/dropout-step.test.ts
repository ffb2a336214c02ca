import assert from 'node:assert/strict';
import { dropoutMask } from '../../kernel-helpers/src/accelerate/index.js';
import { accelerate, accelerations, backendInfo, tf } from '../../kernel-helpers/src/core/index.js';
import { tfOptimizer } from '../../kernel-helpers/src/optimizers/index.js';
import { fit, seededDropout } from '../../kernel-helpers/src/training/index.js';
import { near, noise, operations, tensorsOfTensorFlow, trained, values } from './steps.js';

/** A network with a dropout layer of the lab before each layer but one, and one of tfjs. */
function make(options: { seed?: number; extra?: tf.layers.Layer } = {}): tf.Sequential {
  const { seed = 1, extra = tf.layers.dropout({ rate: 0.2, seed: 3 }) } = options;
  const model = tf.sequential({
    layers: [
      seededDropout({ rate: 0.1, seed, inputShape: [6] }),
      tf.layers.dense({ units: 12, activation: 'relu' }),
      seededDropout({ rate: 0.5, seed: seed + 1 }),
      tf.layers.dense({ units: 8, activation: 'tanh' }),
      extra,
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  });
  tf.tidy(() => model.setWeights(model.getWeights().map((w, i) => tf.mul(noise(w.shape, 50 + i), 0.3))));
  model.compile({ optimizer: tfOptimizer('Adam', { learningRate: 0.01 }), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  return model;
}

const batch = (size: number) => ({ xs: noise([size, 6], 8), ys: tf.tidy(() => tf.cast(tf.greater(noise([size, 1], 9), 0), 'float32')) });
const data = batch(20);
const quiet = { chart: false, progress: false } as const;

/** Losses and accuracies of steps, and the last weights. */
async function path(model: tf.Sequential, steps = 10, before?: (step: number) => void) {
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    before?.(step);
    losses.push(...[await model.trainOnBatch(data.xs, data.ys)].flat());
  }
  const weights = trained(model);
  model.dispose();
  return { losses, weights };
}

describe('a compiled training step with dropout', () => {
  before(function () {
    if (backendInfo.name !== 'tensorflow') this.skip();
    if (!accelerations().find(({ name }) => name === 'compiledStep')?.on) this.skip();
  });
  afterEach(() => accelerate(true));

  it("takes the mask of tf.dropout, bit for bit, and leaves tfjs's layer its values and its gradient", () => {
    tf.tidy(() => {
      const x = noise([40, 30], 4);
      for (const [i, rate] of [0.05, 0.2, 0.5, 0.7, 0.95].entries()) {
        assert.deepEqual(values([tf.mul(x, dropoutMask(tf, [40, 30], rate, i + 1))]), values([tf.dropout(x, rate, undefined, i + 1)]));
      }
      const layer = tf.layers.dropout({ rate: 0.4, seed: 6, noiseShape: [40, 1] });
      const run = () => {
        const { value, grad } = tf.valueAndGrad((input: tf.Tensor) =>
          tf.sum(tf.square(layer.apply(input, { training: true }) as tf.Tensor)),
        )(x);
        return values([value, grad, layer.apply(x) as tf.Tensor]);
      };
      const drawn = run();
      accelerate(false);
      assert.deepEqual(drawn, run());
    });
  });

  it('goes the path of separate kernels, and the same seed goes it again', async () => {
    const compiled = await path(make());
    assert.deepEqual(await path(make()), compiled);
    assert.notDeepEqual((await path(make({ seed: 5 }))).losses, compiled.losses);
    accelerate(false);
    const stock = await path(make());
    near(compiled.losses, stock.losses);
    near(compiled.weights, stock.weights, 1e-4);
  });

  it('gives fit the same history, with a smaller last batch, and drops nothing where it measures', async () => {
    const run = async () => {
      const model = make();
      const { logs, stepLoss } = await fit(model, data, { epochs: 5, batchSize: 8, validationData: data, ...quiet });
      const validation = logs.valLoss!.at(-1)!;
      near([tf.tidy(() => (model.evaluate(data.xs, data.ys) as tf.Scalar[])[0]!.dataSync()[0]!)], [validation], 1e-6);
      model.dispose();
      return [...stepLoss, ...Object.values(logs).flat()];
    };
    const compiled = await run();
    accelerate(false);
    near(compiled, await run());
  });

  it('is one operation from the fourth step on, and leaves no tensor, here or in TensorFlow', async () => {
    const model = make({ extra: tf.layers.dropout({ rate: 0.3 }) });
    const counts: number[] = [];
    let before = [0, 0];
    for (let step = 0; step < 20; step++) {
      if (step === 1) before = [tf.memory().numTensors, tensorsOfTensorFlow()];
      counts.push(await operations(() => model.trainOnBatch(data.xs, data.ys)));
      if (step > 0) assert.deepEqual([tf.memory().numTensors, tensorsOfTensorFlow()], before, `step ${step + 1}`);
    }
    assert.ok(counts[2]! > 20, String(counts));
    assert.deepEqual([...new Set(counts.slice(3))], [1], String(counts));
    model.dispose();
  });

  it('sees a rate that was set between two steps', async () => {
    const run = () => {
      const extra = tf.layers.dropout({ rate: 0.2, seed: 3 });
      const rates = [0.2, 0.2, 0.2, 0.2, 0.2, 0.6, 0.6, 0, 0, 0.4];
      return path(make({ extra }), 10, (step) => ((extra as unknown as { rate: number }).rate = rates[step]!));
    };
    const compiled = await run();
    accelerate(false);
    const stock = await run();
    near(compiled.losses, stock.losses);
    near(compiled.weights, stock.weights, 1e-4);
  });

  it('draws another mask at each step, also where there is no seed', async () => {
    for (const first of [tf.layers.dropout({ rate: 0.5, inputShape: [6] }), seededDropout({ rate: 0.5, inputShape: [6] })]) {
      const model = tf.sequential({ layers: [first, tf.layers.dense({ units: 1, activation: 'sigmoid' })] });
      // The weights stay, so that only the masks differ.
      model.compile({ optimizer: tfOptimizer('SGD', { learningRate: 0 }), loss: 'binaryCrossentropy' });
      const { losses } = await path(model, 12);
      assert.equal(new Set(losses).size, 12);
    }
  });
});
