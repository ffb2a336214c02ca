import assert from 'node:assert/strict';
import { accelerate, accelerations, backendInfo, tf } from '../../kernel-helpers/src/core/index.js';
import { cosineDecay, type OptimizerConfig, type OptimizerName, tfOptimizer } from '../../kernel-helpers/src/optimizers/index.js';
import { afterStep } from '../../kernel-helpers/src/training/index.js';
import { afterGradients } from '../../kernel-helpers/src/training/regularization/after-step.js';
import { near, noise, operations, tensorsOfTensorFlow, trained, values } from './steps.js';

const dense = (units: number, activation: 'relu' | 'tanh' | 'softmax' | 'sigmoid' | 'linear', more: object = {}) =>
  tf.layers.dense({ units, activation, ...more });

const networks: Record<string, () => { layers: tf.layers.Layer[]; loss: string; x: number[]; classes: number }> = {
  'convolutions and max-pooling': () => ({
    layers: [
      tf.layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu', padding: 'same', inputShape: [8, 8, 2] }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 6, kernelSize: 3, activation: 'relu' }),
      tf.layers.flatten(),
      dense(8, 'relu'),
      dense(3, 'softmax'),
    ],
    loss: 'categoricalCrossentropy',
    x: [8, 8, 2],
    classes: 3,
  }),
  'two classes with a sigmoid': () => ({
    layers: [dense(8, 'tanh', { inputShape: [5] }), dense(1, 'sigmoid')],
    loss: 'binaryCrossentropy',
    x: [5],
    classes: 1,
  }),
  'a regression with L2': () => ({
    layers: [dense(8, 'relu', { inputShape: [5], kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }) }), dense(2, 'linear')],
    loss: 'meanSquaredError',
    x: [5],
    classes: 2,
  }),
};

interface Case {
  model: tf.Sequential;
  batch(size: number): [tf.Tensor, tf.Tensor];
}

function make(
  network: string,
  optimizer: tf.Optimizer,
  options: { extra?: tf.layers.Layer; loss?: tf.ModelCompileArgs['loss'] } = {},
): Case {
  const { layers, loss, x, classes } = networks[network]!();
  if (options.extra) layers.splice(1, 0, options.extra);
  const model = tf.sequential({ layers });
  tf.tidy(() => model.setWeights(model.getWeights().map((w, i) => tf.mul(noise(w.shape, 50 + i), 0.3))));
  model.compile({ optimizer, loss: options.loss ?? loss, metrics: ['accuracy'] });
  const batch = (size: number): [tf.Tensor, tf.Tensor] => {
    const y = tf.tidy(() =>
      classes === 3
        ? tf
            .oneHot(
              tf.tensor1d(
                Array.from({ length: size }, (_, i) => i % 3),
                'int32',
              ),
              3,
            )
            .toFloat()
        : tf.cast(tf.greater(noise([size, classes], 9), 0), 'float32'),
    );
    return [noise([size, ...x], 8), y];
  };
  return { model, batch };
}

const optimizers: [OptimizerName, OptimizerConfig][] = [
  ['Adam', { learningRate: 0.01 }],
  ['Adam', { learningRate: cosineDecay({ initialLearningRate: 0.02, decaySteps: 6 }) }],
  ['SGD', { learningRate: 0.05, momentum: 0.9, nesterov: true }],
  ['RMSprop', { learningRate: 0.01, centered: true }],
  ['Adadelta', { learningRate: 1 }],
  ['Adamax', { learningRate: 0.01, globalClipnorm: 0.5 }],
  ['Ftrl', { learningRate: 0.05 }],
];
const adam = (learningRate = 0.01) => tfOptimizer('Adam', { learningRate });

describe('a compiled training step', () => {
  before(function () {
    if (backendInfo.name !== 'tensorflow') this.skip();
    if (!accelerations().find(({ name }) => name === 'compiledStep')?.on) this.skip();
  });
  afterEach(() => accelerate(true));

  /** Steps with batches of these sizes; losses, accuracies and final weights. */
  async function path(network: string, optimizer: tf.Optimizer, sizes: number[], between?: (step: number, model: tf.Sequential) => void) {
    const { model, batch } = make(network, optimizer);
    const losses: number[] = [];
    for (const [step, size] of sizes.entries()) {
      const [x, y] = batch(size);
      losses.push(...((await model.trainOnBatch(x, y)) as number[]));
      tf.dispose([x, y]);
      between?.(step, model);
    }
    const weights = trained(model);
    model.dispose();
    optimizer.dispose();
    return { losses, weights };
  }

  for (const network of Object.keys(networks)) {
    for (const [name, config] of optimizers) {
      it(`${network}, ${name} ${JSON.stringify(config)}: the path is that of separate kernels`, async () => {
        const build = () => tfOptimizer(name, config as OptimizerConfig<typeof name>);
        const sizes = [6, 6, 6, 6, 6, 6, 6, 6];
        const compiled = await path(network, build(), sizes);
        accelerate(false);
        const stock = await path(network, build(), sizes);
        near(compiled.losses, stock.losses);
        near(compiled.weights, stock.weights, 1e-4);
      });
    }
  }

  for (const network of Object.keys(networks)) {
    it(`${network}: is one operation from the fourth step on, and leaves no tensor, here or in TensorFlow`, async () => {
      const { model, batch } = make(network, adam());
      const [x, y] = batch(6);
      const counts: number[] = [];
      let before = [0, 0];
      for (let step = 0; step < 30; step++) {
        if (step === 1) before = [tf.memory().numTensors, tensorsOfTensorFlow()];
        counts.push(await operations(() => model.trainOnBatch(x, y)));
        if (step > 0) assert.deepEqual([tf.memory().numTensors, tensorsOfTensorFlow()], before, `step ${step + 1}`);
      }
      assert.ok(counts[2]! > 20, String(counts));
      assert.deepEqual([...new Set(counts.slice(3))], [1], String(counts));
      tf.dispose([x, y]);
      model.optimizer.dispose();
      model.dispose();
    });
  }

  it('serves model.fit and a smaller last batch, each shape with a function of its own', async () => {
    const sizes = [6, 2, 6, 2, 6, 2, 6, 2, 6, 2];
    const compiled = await path('convolutions and max-pooling', adam(), sizes);
    accelerate(false);
    const stock = await path('convolutions and max-pooling', adam(), sizes);
    near(compiled.losses, stock.losses);
    accelerate(true);
    const { model, batch } = make('two classes with a sigmoid', adam());
    const [x, y] = batch(20);
    const { history } = await model.fit(x, y, { epochs: 6, batchSize: 8, shuffle: false, verbose: 0 });
    accelerate(false);
    const other = make('two classes with a sigmoid', adam());
    const plain = await other.model.fit(x, y, { epochs: 6, batchSize: 8, shuffle: false, verbose: 0 });
    near(history.loss as number[], plain.history.loss as number[]);
    near(history.acc as number[], plain.history.acc as number[]);
    tf.dispose([x, y]);
  });

  it('sees a weight or a rate that was set between two steps, and leaves copies of the weights alone', async () => {
    const sizes = Array.from({ length: 9 }, () => 6);
    const run = () => {
      const optimizer = adam();
      const copies: { copy: tf.Tensor; was: number[] }[] = [];
      const between = (step: number, model: tf.Sequential) => {
        if (step === 4) tf.tidy(() => model.layers[0]!.setWeights(model.layers[0]!.getWeights().map((w) => tf.mul(w, 0.5))));
        if (step === 5) optimizer.learningRate = 0.1;
        if (step === 6) {
          const copy = model.layers[0]!.getWeights()[0]!.clone();
          copies.push({ copy, was: values([copy]) });
        }
      };
      return path('two classes with a sigmoid', optimizer, sizes, between).then((result) => {
        for (const { copy, was } of copies) {
          assert.deepEqual(values([copy]), was);
          copy.dispose();
        }
        return result;
      });
    };
    const compiled = await run();
    accelerate(false);
    const stock = await run();
    near(compiled.losses, stock.losses);
    near(compiled.weights, stock.weights, 1e-4);
  });

  it('a frozen layer stays as it is, and its weights may be set between two steps', async () => {
    const { model, batch } = make('convolutions and max-pooling', adam());
    const [first] = model.layers;
    first!.trainable = false;
    model.compile({ optimizer: adam(), loss: 'categoricalCrossentropy' });
    const [x, y] = batch(6);
    const before = values(first!.getWeights());
    const lossNow = () => tf.tidy(() => (model.evaluate(x, y) as tf.Scalar).dataSync()[0]!);
    for (let step = 0; step < 6; step++) await model.trainOnBatch(x, y);
    assert.deepEqual(values(first!.getWeights()), before);
    const unchanged = lossNow();
    tf.tidy(() => first!.setWeights(first!.getWeights().map((w) => tf.mul(w, -8))));
    const changed = lossNow();
    assert.ok(Math.abs(changed - unchanged) > 1e-3);
    // The loss of a step is that of the weights before it.
    near([(await model.trainOnBatch(x, y)) as number], [changed], 1e-6);
    // Thawed and compiled again, it trains.
    first!.trainable = true;
    model.compile({ optimizer: adam(), loss: 'categoricalCrossentropy' });
    for (let step = 0; step < 5; step++) await model.trainOnBatch(x, y);
    assert.ok(values(first!.getWeights()).some((w, i) => w !== -8 * before[i]!));
    tf.dispose([x, y]);
    model.dispose();
  });

  it('a layer that is thawed and not compiled again: steps stay those of the ordinary path', async () => {
    const run = async () => {
      const { model, batch } = make('convolutions and max-pooling', adam());
      model.layers[0]!.trainable = false;
      model.compile({ optimizer: adam(), loss: 'categoricalCrossentropy' });
      const [x, y] = batch(6);
      const losses: number[] = [];
      // The order of the model's weights is another one from now on.
      for (let step = 0; step < 9; step++) {
        if (step === 5) model.layers[0]!.trainable = true;
        losses.push((await model.trainOnBatch(x, y)) as number);
      }
      const weights = trained(model);
      tf.dispose([x, y]);
      model.dispose();
      return { losses, weights };
    };
    const compiled = await run();
    accelerate(false);
    const stock = await run();
    near(compiled.losses, stock.losses);
    near(compiled.weights, stock.weights, 1e-4);
  });

  it('the optimizer saves its state in the middle, and another one goes on identically', async () => {
    const { model, batch } = make('two classes with a sigmoid', adam());
    const [x, y] = batch(6);
    for (let step = 0; step < 6; step++) await model.trainOnBatch(x, y);
    const second = make('two classes with a sigmoid', adam());
    second.model.setWeights(model.getWeights());
    const optimizer = second.model.optimizer as ReturnType<typeof adam>;
    await optimizer.setWeights(await (model.optimizer as ReturnType<typeof adam>).getWeights());
    assert.equal(optimizer.iterations, 6);
    for (let step = 0; step < 6; step++)
      near((await second.model.trainOnBatch(x, y)) as number[], (await model.trainOnBatch(x, y)) as number[], 1e-6);
    near(trained(second.model), trained(model), 1e-6);
    tf.dispose([x, y]);
    model.dispose();
    second.model.dispose();
  });

  it('the switch may be turned between two steps', async () => {
    const sizes = Array.from({ length: 10 }, () => 6);
    const turning = await path('convolutions and max-pooling', adam(), sizes, (step) => accelerate(step % 7 < 5));
    accelerate(true);
    const straight = await path('convolutions and max-pooling', adam(), sizes);
    near(turning.losses, straight.losses);
    near(turning.weights, straight.weights, 1e-4);
  });

  describe('is not made, and training goes on as before,', () => {
    const others: [string, () => Case][] = [
      [
        'with a layer that draws random numbers by itself',
        () => make('two classes with a sigmoid', adam(), { extra: tf.layers.gaussianNoise({ stddev: 0.5 }) }),
      ],
      ['with a layer that has a state', () => make('two classes with a sigmoid', adam(), { extra: tf.layers.batchNormalization() })],
      ['with a loss of the user', () => make('two classes with a sigmoid', adam(), { loss: (a, b) => tf.losses.meanSquaredError(a, b) })],
      ["with tfjs's own optimizer", () => make('two classes with a sigmoid', tf.train.adam(0.01))],
      ['with weight decay', () => make('two classes with a sigmoid', tfOptimizer('AdamW'))],
      ['with an optimizer that has no training kernel', () => make('two classes with a sigmoid', tfOptimizer('Nadam'))],
    ];
    for (const [what, build] of others) {
      it(what, async () => {
        const { model, batch } = build();
        const [x, y] = batch(6);
        const before = trained(model);
        for (let step = 0; step < 6; step++) assert.ok((await operations(() => model.trainOnBatch(x, y))) > 5);
        assert.notDeepEqual(trained(model), before);
        tf.dispose([x, y]);
        model.dispose();
      });
    }
    it('with something that reads gradients, which gets them at every step, until the last such thing is taken out', async () => {
      const { model, batch } = make('two classes with a sigmoid', adam());
      const [x, y] = batch(6);
      const step = () => operations(() => model.trainOnBatch(x, y));
      for (let k = 0; k < 5; k++) await step();
      const compiled = await step();
      const counts: number[] = [];
      const count = (grads: object) => counts.push(Object.keys(grads).length);
      const ends = [afterGradients(model, count), afterGradients(model, count)];
      assert.ok((await step()) > 5 * compiled, 'each kernel is called by itself');
      ends[0]!();
      ends[0]!(); // taking out twice does nothing
      assert.ok((await step()) > 5 * compiled);
      ends[1]!();
      assert.equal(await step(), compiled);
      assert.deepEqual(counts, [4, 4, 4]);
      assert.equal(model.optimizer.applyGradients, Object.getPrototypeOf(model.optimizer).applyGradients);
      tf.dispose([x, y]);
      model.dispose();
    });
    it('with something of the user around applyGradients, also under afterStep', async () => {
      const { model, batch } = make('two classes with a sigmoid', adam());
      const [x, y] = batch(6);
      const { optimizer } = model;
      let calls = 0;
      const stock = optimizer.applyGradients;
      optimizer.applyGradients = (grads) => {
        calls++;
        stock.call(optimizer, grads);
      };
      const seen: number[] = [];
      afterStep(model, (step) => seen.push(step));
      for (let step = 0; step < 6; step++) await model.trainOnBatch(x, y);
      assert.deepEqual([calls, seen], [6, [1, 2, 3, 4, 5, 6]]);
      tf.dispose([x, y]);
      model.dispose();
    });
    it('and a wrapper of the user that was there before is put back', async () => {
      const { model } = make('two classes with a sigmoid', adam());
      const own = () => {};
      model.optimizer.applyGradients = own;
      afterStep(model, () => {})();
      assert.equal(model.optimizer.applyGradients, own);
      model.dispose();
    });
  });
});
