import assert from 'node:assert/strict';
import { resources } from '../../kernel-helpers/src/accelerate/index.js';
import { accelerate, tf } from '../../kernel-helpers/src/core/index.js';
import {
  cosineDecay,
  exponentialDecay,
  LabOptimizer,
  type OptimizerConfig,
  type OptimizerName,
  oneCycle,
  optimizer,
  optimizerNames,
  piecewiseConstantDecay,
  tfOptimizer,
  tfOptimizerClasses,
  warmUp,
} from '../../kernel-helpers/src/optimizers/index.js';
import { at } from '../support/at.js';

const learningRate = 0.05;
/** Every optimizer with every switch and option that changes its arithmetic. */
const configurations: [OptimizerName, OptimizerConfig][] = [
  ...optimizerNames.map((name): [OptimizerName, OptimizerConfig] => [name, {}]),
  ...optimizerNames.map((name): [OptimizerName, OptimizerConfig] => [name, { learningRate }]),
  ['SGD', { learningRate, momentum: 0.9 }],
  ['SGD', { learningRate, momentum: 0.8, nesterov: true }],
  ['Momentum', { learningRate, dampening: 0.9 }],
  ['Momentum', { learningRate, dampening: 0.9, biasCorrection: true }],
  ['Momentum', { learningRate, momentum: 0.8, dampening: 0.25 }],
  ['Momentum', { convention: 'slide', momentum: 0.5 }],
  ['RMSprop', { learningRate, momentum: 0.5 }],
  ['RMSprop', { learningRate, centered: true }],
  ['RMSprop', { learningRate, centered: true, momentum: 0.5, epsilon: 1e-3, rho: 0.8 }],
  ['RMSprop', { learningRate, convention: 'slide' }],
  ['Adam', { learningRate, amsgrad: true }],
  ['Adam', { learningRate, beta1: 0.5, beta2: 0.75, epsilon: 1e-2 }],
  ['Adam', { learningRate, convention: 'slide' }],
  ['Adam', { learningRate, convention: 'paper' }],
  ['AMSGrad', { learningRate, convention: 'paper' }],
  ['AdamW', { learningRate, weightDecay: 0.5 }],
  ['AdamW', { learningRate, weightDecay: 0.1, convention: 'paper' }],
  ['AdamW', { learningRate, amsgrad: true, weightDecay: null }],
  ['Adagrad', { learningRate, initialAccumulatorValue: 0.5, epsilon: 1e-2 }],
  ['Adagrad', { learningRate, convention: 'paper' }],
  ['Adadelta', { learningRate: 1, rho: 0.8, epsilon: 1e-3 }],
  ['Adamax', { learningRate, convention: 'paper' }],
  ['Nadam', { learningRate, convention: 'paper' }],
  ['Ftrl', { learningRate, l1RegularizationStrength: 0.5 }],
  ['Ftrl', { learningRate, l2RegularizationStrength: 0.1, l2ShrinkageRegularizationStrength: 0.01, beta: 0.1 }],
  ['Ftrl', { learningRate, learningRatePower: -0.75, initialAccumulatorValue: 1 }],
  ['Ftrl', { learningRate, convention: 'paper', l2RegularizationStrength: 0.1 }],
  ['Lion', { learningRate, beta1: 0.5, weightDecay: 0.1 }],
  ['SGD', { learningRate, clipnorm: 0.7, weightDecay: 0.1 }],
  ['SGD', { learningRate, clipvalue: 0.5 }],
  ['Adam', { learningRate, globalClipnorm: 0.7 }],
  ['SGD', { learningRate: exponentialDecay({ initialLearningRate: 0.1, decaySteps: 5, decayRate: 0.5 }) }],
  ['Adam', { learningRate: cosineDecay({ initialLearningRate: 0.1, decaySteps: 8, alpha: 0.1 }) }],
  ['RMSprop', { learningRate: piecewiseConstantDecay({ boundaries: [3], values: [0.1, 0.01] }) }],
  ['Nadam', { learningRate: warmUp({ learningRate: 0.1, warmupSteps: 5 }) }],
  ['Momentum', { learningRate: oneCycle({ maxLearningRate: 0.1, totalSteps: 12 }) }],
];

const steps = 12;
const start = [-1.5, 0.75, 0.5, -0.25];
const pull = [1, 4, 0.5, 2];
const gradientOf = (p: readonly number[]) => p.map((x, i) => at(pull, i) * x + (i === 3 ? 0 : 0.1));

/** Points of the scratch optimizer, with every number it hands on rounded as float32 does. */
function scratchPoints(name: OptimizerName, config: OptimizerConfig): number[][] {
  const walk = optimizer(name, config).walk(start);
  return Array.from({ length: steps }, () => {
    walk.advance(gradientOf(walk.params));
    return walk.params.slice();
  });
}

function tensorPoints(made: LabOptimizer): number[][] {
  const w = tf.tidy(() => tf.variable(tf.tensor2d(start, [2, 2])));
  const points = Array.from({ length: steps }, () => {
    const g = tf.tensor2d(gradientOf(Array.from(w.dataSync())), [2, 2]);
    made.applyGradients([{ name: w.name, tensor: g }]);
    g.dispose();
    return Array.from(w.dataSync());
  });
  w.dispose();
  return points;
}

/** Runs with the training kernels switched off; the plain arithmetic must serve all. */
function withoutKernels<T>(run: () => T): T {
  accelerate(false);
  try {
    return run();
  } finally {
    accelerate(true);
  }
}

/** A weight, with no tensor left over. */
const variable = (values: number[]) => tf.tidy(() => tf.variable(tf.tensor1d(values)));
const show = (config: object) => JSON.stringify(config, (_, v) => (typeof v === 'function' ? undefined : v));
// Sixteen roundings of float32 of the largest coordinate: what a dozen steps of about ten operations can lose.
const tolerance = 16 * 2 ** -23 * 1.5;

for (const kind of ['training kernels', 'plain arithmetic']) {
  const how = kind === 'training kernels' ? <T>(run: () => T) => run() : withoutKernels;
  describe(`tensors equal scratch within float32, by ${kind}`, () => {
    for (const [name, config] of configurations) {
      it(`${name} ${show(config)}: 12 steps, no tensor left`, () => {
        const before = tf.memory().numTensors;
        const made = how(() => tfOptimizer(name, config as OptimizerConfig<typeof name>));
        const points = how(() => tensorPoints(made));
        scratchPoints(name, config).forEach((expected, t) => {
          const point = at(points, t);
          expected.forEach((x, i) => {
            assert.ok(Math.abs(at(point, i) - x) <= tolerance, `step ${t + 1}: ${point} against ${expected}`);
          });
        });
        made.dispose();
        assert.equal(tf.memory().numTensors, before);
      });
    }
  });
}

describe('training kernels', () => {
  const has: OptimizerName[] = ['SGD', 'Momentum', 'Nesterov', 'RMSprop', 'Adam', 'AMSGrad', 'AdamW', 'Adadelta', 'Adamax', 'Ftrl'];
  it('are used for those optimizers that have one with Keras’s semantics, on the native backend', function () {
    if (!resources(tf)) this.skip();
    assert.deepEqual(
      optimizerNames.filter((name) => {
        const made = tfOptimizer(name);
        made.dispose();
        return made.usesTrainingKernel;
      }),
      has,
    );
  });
  it('are not used after accelerate(false), nor for another convention', () => {
    assert.equal(
      withoutKernels(() => tfOptimizer('Adam').usesTrainingKernel),
      false,
    );
    assert.equal(tfOptimizer('Adam', { convention: 'paper' }).usesTrainingKernel, false);
  });
  for (const name of has) {
    it(`${name}: the switch may be turned between any two steps, the path stays the same and nothing leaks`, () => {
      const before = tf.memory().numTensors;
      const config = { learningRate: 0.1 } as OptimizerConfig<typeof name>;
      const walk = (turned: boolean): number[][] => {
        const made = tfOptimizer(name, config);
        const w = variable([1, -2]);
        const points = Array.from({ length: 6 }, (_, t) => {
          const step = () => made.minimize(quadratic(w), false, [w]);
          if (turned && t % 3 === 1) withoutKernels(step);
          else step();
          return Array.from(w.dataSync());
        });
        w.dispose();
        made.dispose();
        return points;
      };
      const straight = walk(false);
      walk(true).forEach((point, t) => {
        const expected = at(straight, t);
        point.forEach((x, i) => {
          assert.ok(Math.abs(x - at(expected, i)) <= tolerance, `step ${t + 1}: ${point} against ${expected}`);
        });
      });
      assert.equal(tf.memory().numTensors, before);
    });
  }
  it('see a weight that was set from outside between two steps', () => {
    const made = tfOptimizer('SGD', { learningRate: 0.5 });
    const w = variable([1, 2]);
    const g = tf.tensor1d([1, 1]);
    made.applyGradients({ [w.name]: g });
    tf.tidy(() => w.assign(tf.tensor1d([10, 20])));
    made.applyGradients({ [w.name]: g });
    assert.deepEqual(Array.from(w.dataSync()), [9.5, 19.5]);
    tf.dispose([w, g]);
    made.dispose();
  });
  it('leave a copy of the weights alone that was taken before the step', () => {
    const made = tfOptimizer('Adam', { learningRate: 0.5 });
    const w = variable([1, 2]);
    const g = tf.tensor1d([1, 1]);
    made.applyGradients({ [w.name]: g });
    const copies = [w.clone(), tf.reshape(w, [2, 1]), tf.add(w, 0)];
    const values = Array.from(w.dataSync());
    made.applyGradients({ [w.name]: g });
    made.applyGradients({ [w.name]: g });
    for (const copy of copies) assert.deepEqual(Array.from(copy.dataSync()), values);
    assert.notDeepEqual(Array.from(w.dataSync()), values);
    tf.dispose([w, g, ...copies]);
    made.dispose();
  });
  it('two optimizers may take turns on one weight', () => {
    const w = variable([1]);
    const g = tf.tensor1d([1]);
    const pair = [tfOptimizer('SGD', { learningRate: 0.25 }), tfOptimizer('SGD', { learningRate: 0.5 })];
    for (const made of [...pair, ...pair]) made.applyGradients({ [w.name]: g });
    assert.deepEqual(Array.from(w.dataSync()), [-0.5]);
    tf.dispose([w, g]);
    for (const made of pair) made.dispose();
  });
});

const quadratic = (w: tf.Variable) => () => tf.sum(tf.mul(tf.square(w), tf.tensor1d([0.5, 2]))) as tf.Scalar;

describe('a tf optimizer', () => {
  for (const name of optimizerNames) {
    for (const kernels of [true, false]) {
      const how = kernels ? <T>(run: () => T) => run() : withoutKernels;
      it(`${name}, ${kernels ? 'kernels' : 'plain'}: saved after 5 steps and loaded into a new one, it goes on identically`, async () => {
        const before = tf.memory().numTensors;
        const make = () => how(() => tfOptimizer(name, { learningRate: 0.1 } as OptimizerConfig<typeof name>));
        const [first, second] = [make(), make()];
        const [a, b] = [variable([1, -2]), variable([1, -2])];
        const run = (made: LabOptimizer, w: tf.Variable, n: number) =>
          how(() => {
            for (let t = 0; t < n; t++) made.minimize(quadratic(w), false, [w]);
          });
        run(first, a, 5);
        await second.setWeights(await first.getWeights());
        b.assign(a);
        run(first, a, 5);
        run(second, b, 5);
        assert.deepEqual(Array.from(b.dataSync()), Array.from(a.dataSync()));
        assert.equal(second.iterations, 10);
        tf.dispose([a, b]);
        first.dispose();
        second.dispose();
        assert.equal(tf.memory().numTensors, before);
      });
    }
    it(`${name}: state saved by kernels loads into plain arithmetic and back`, async () => {
      const first = tfOptimizer(name, { learningRate: 0.1 } as OptimizerConfig<typeof name>);
      const second = withoutKernels(() => tfOptimizer(name, { learningRate: 0.1 } as OptimizerConfig<typeof name>));
      const [a, b] = [variable([1, -2]), variable([1, -2])];
      for (let t = 0; t < 3; t++) first.minimize(quadratic(a), false, [a]);
      await second.setWeights(await first.getWeights());
      b.assign(a);
      for (let t = 0; t < 3; t++) {
        first.minimize(quadratic(a), false, [a]);
        withoutKernels(() => second.minimize(quadratic(b), false, [b]));
      }
      const [x, y] = [a.dataSync(), b.dataSync()];
      x.forEach((value, i) => {
        assert.ok(Math.abs(value - at(y, i)) <= 4e-6, `${x} against ${y}`);
      });
      tf.dispose([a, b]);
      first.dispose();
      second.dispose();
    });
    it(`${name}: fromConfig of getConfig is the same optimizer, also through JSON`, () => {
      const made = tfOptimizer(name, { learningRate: warmUp({ learningRate: 0.1, warmupSteps: 3 }), clipnorm: 2 } as OptimizerConfig<
        typeof name
      >);
      const config = JSON.parse(JSON.stringify(made.getConfig())) as OptimizerConfig<typeof name>;
      const again = new tfOptimizerClasses[name](config as never);
      assert.deepEqual(again.getConfig(), made.getConfig());
      assert.deepEqual(tensorPoints(again), tensorPoints(made));
      made.dispose();
      again.dispose();
    });
  }

  it('is a tf.Optimizer, minimises, and returns the cost on request', () => {
    const before = tf.memory().numTensors;
    const made = tfOptimizer('Adam', { learningRate: 0.1 });
    assert.ok(made instanceof tf.Optimizer);
    const w = variable([1, -2]);
    const cost = made.minimize(quadratic(w), true, [w])!;
    assert.equal(cost.dataSync()[0], 8.5);
    assert.equal(made.minimize(quadratic(w), false, [w]), null);
    assert.equal(made.iterations, 2);
    tf.dispose([cost, w]);
    made.dispose();
    assert.equal(tf.memory().numTensors, before);
  });
  it('takes a new learning rate between two steps and keeps its state', () => {
    const made = tfOptimizer('SGD', { learningRate: 1, momentum: 0.5 });
    const w = variable([0]);
    const g = tf.tensor1d([1]);
    made.applyGradients({ [w.name]: g });
    made.learningRate = 0.25;
    made.applyGradients({ [w.name]: g });
    assert.equal(w.dataSync()[0], -1 - 0.5 - 0.25);
    assert.equal(made.getConfig().learningRate, 0.25);
    assert.throws(() => (made.learningRate = -1), /^RangeError: learningRate must be in \[0, ∞\), got -1$/);
    tf.dispose([w, g]);
    made.dispose();
  });
  it('one norm over all variables is the global one, one norm each is not', () => {
    const moved = (config: OptimizerConfig<'SGD'>) => {
      const made = tfOptimizer('SGD', { learningRate: 1, ...config });
      const [a, b] = [variable([0]), variable([0])];
      const [g, h] = [tf.tensor1d([3]), tf.tensor1d([4])];
      made.applyGradients([
        { name: a.name, tensor: g },
        { name: b.name, tensor: h },
      ]);
      const values = [...a.dataSync(), ...b.dataSync()];
      tf.dispose([a, b, g, h]);
      made.dispose();
      return values.map((x) => Number((-x).toFixed(6)));
    };
    assert.deepEqual(moved({ globalClipnorm: 1 }), [0.6, 0.8]);
    assert.deepEqual(moved({ clipnorm: 1 }), [1, 1]);
  });
});

function smallModel(seed = 1): tf.Sequential {
  return tf.sequential({
    layers: [
      tf.layers.dense({ units: 4, inputShape: [3], activation: 'tanh', kernelInitializer: tf.initializers.glorotUniform({ seed }) }),
      tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: seed + 1 }) }),
    ],
  });
}
const weightsOf = (model: tf.LayersModel) => model.getWeights().map((w) => Array.from(w.dataSync()));

describe('in model.compile', () => {
  const x = tf.tensor2d([
    [1, 2, 3],
    [0, -1, 1],
    [2, 0, 1],
    [1, 1, 1],
  ]);
  const y = tf.tensor2d([[1], [0], [1], [0]]);
  after(() => tf.dispose([x, y]));
  for (const name of optimizerNames) {
    it(`${name} by name trains as by instance, and leaves no tensor`, async () => {
      const before = tf.memory().numTensors;
      const byName = smallModel();
      byName.compile({ optimizer: name, loss: 'meanSquaredError' });
      const byInstance = smallModel();
      const made = tfOptimizer(name);
      byInstance.compile({ optimizer: made, loss: 'meanSquaredError' });
      for (const model of [byName, byInstance]) {
        await model.trainOnBatch(x, y);
        const held = tf.memory().numTensors;
        for (let t = 0; t < 3; t++) await model.trainOnBatch(x, y);
        assert.equal(tf.memory().numTensors, held);
      }
      assert.deepEqual(weightsOf(byName), weightsOf(byInstance));
      byName.dispose();
      byInstance.dispose();
      made.dispose();
      assert.equal(tf.memory().numTensors, before);
    });
  }
  it('names are taken in any case, as Keras takes them; an unknown one names the nearest', () => {
    const model = smallModel();
    model.compile({ optimizer: 'rmsprop', loss: 'meanSquaredError' });
    assert.ok(model.optimizer instanceof LabOptimizer && model.optimizer.name === 'RMSprop');
    assert.equal(model.optimizer.getConfig().learningRate, 0.001);
    assert.throws(
      () => model.compile({ optimizer: 'Nadm', loss: 'meanSquaredError' }),
      /^RangeError: optimizer must be one of .*did you mean 'Nadam'\?$/,
    );
    model.dispose();
  });
  it('a model saved with its optimizer and loaded goes on identically', async () => {
    const model = smallModel();
    const made = tfOptimizer('Adam', { learningRate: exponentialDecay({ initialLearningRate: 0.1, decaySteps: 3, decayRate: 0.5 }) });
    model.compile({ optimizer: made, loss: 'meanSquaredError' });
    for (let t = 0; t < 4; t++) await model.trainOnBatch(x, y);
    let saved: tf.io.ModelArtifacts | undefined;
    const handler = tf.io.withSaveHandler(async (artifacts) => {
      saved = JSON.parse(JSON.stringify({ ...artifacts, weightData: null })) as tf.io.ModelArtifacts; // as a file holds it
      saved.weightData = artifacts.weightData;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    });
    await model.save(handler, { includeOptimizer: true });
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved!));
    assert.ok(loaded.optimizer instanceof LabOptimizer);
    assert.deepEqual(loaded.optimizer.getConfig(), made.getConfig());
    for (let t = 0; t < 4; t++) {
      await model.trainOnBatch(x, y);
      await loaded.trainOnBatch(x, y);
    }
    assert.deepEqual(weightsOf(loaded), weightsOf(model));
    model.dispose();
    loaded.dispose();
    made.dispose();
  });
});

describe('bad input to a tf optimizer', () => {
  it('an unknown name or parameter, a rate or β outside its range', () => {
    assert.throws(() => tfOptimizer('Adm' as 'Adam'), /did you mean 'Adam'/);
    assert.throws(
      () => tfOptimizer('Adam', { beta_1: 0.5 } as OptimizerConfig<'Adam'>),
      /^RangeError: Adam has no parameter 'beta_1'; did you mean 'beta1'/,
    );
    assert.throws(() => tfOptimizer('Adam', { learningRate: -1 }), /^RangeError: learningRate must be in \[0, ∞\), got -1$/);
    assert.throws(() => tfOptimizer('Adam', { beta2: 1 }), /^RangeError: beta2 must be in \[0, 1\), got 1$/);
    assert.throws(() => tfOptimizer('Momentum', { biasCorrection: true }), /dampening must equal momentum/);
  });
  it('a gradient of another shape, a variable that is not there', () => {
    const made = tfOptimizer('SGD');
    const w = variable([1, 2]);
    const g = tf.tensor1d([1]);
    assert.throws(() => made.applyGradients({ [w.name]: g }), /^RangeError: the gradient of '.*' must have shape \[2\], got \[1\]$/);
    assert.throws(() => made.applyGradients({ nobody: g }), /no variable 'nobody' is registered/);
    tf.dispose([w, g]);
    made.dispose();
  });
  it('the state of another optimizer, or of another shape', async () => {
    const w = variable([1, 2]);
    const adam = tfOptimizer('Adam');
    adam.minimize(quadratic(w), false, [w]);
    await assert.rejects(
      tfOptimizer('SGD').setWeights(await adam.getWeights()),
      /^RangeError: SGD keeps 0 sums of each variable, got 2 tensors$/,
    );
    const other = variable([1, 2, 3]);
    const next = tfOptimizer('Adam');
    await next.setWeights(await adam.getWeights());
    assert.throws(
      () => next.minimize(() => tf.sum(other), false, [other]),
      /^RangeError: the loaded state of '.*' must have shape \[3\], got \[2\]$/,
    );
    tf.dispose([w, other]);
    adam.dispose();
    next.dispose();
  });
});
