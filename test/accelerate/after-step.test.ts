import assert from 'node:assert/strict';
import { accelerate, accelerations, backendInfo, tf } from '../../kernel-helpers/src/core/index.js';
import { afterStep, dropoutNetwork, enforceMaxNorm, kernelNorms } from '../../kernel-helpers/src/training/index.js';
import { near, noise, operations, tensorsOfTensorFlow, trained } from './steps.js';

const base = { inputs: 5, classes: 2, hidden: [8], learningRate: 0.3 };
const xs = noise([16, 5], 8);
const ys = tf.tidy(() => tf.oneHot(tf.cast(tf.greater(tf.sum(xs, 1), 0), 'int32'), 2).toFloat());

describe('what is called after each step', () => {
  before(function () {
    if (backendInfo.name !== 'tensorflow') this.skip();
    if (!accelerations().find(({ name }) => name === 'compiledStep')?.on) this.skip();
  });
  afterEach(() => accelerate(true));

  async function path(set: (model: tf.Sequential) => unknown) {
    const model = dropoutNetwork(base, { hiddenRate: 0.3, decay: 0.98 });
    set(model);
    const losses: number[] = [];
    for (let step = 0; step < 12; step++) losses.push(...[await model.trainOnBatch(xs, ys)].flat());
    const weights = trained(model);
    model.optimizer.dispose();
    model.dispose();
    return { losses, weights };
  }

  it('sees the weights of the step, changes them for the next one, and goes the path of separate kernels', async () => {
    const norms: number[] = [];
    const bounded = (model: tf.Sequential) => {
      enforceMaxNorm(model, 1);
      afterStep(model, () => norms.push(...kernelNorms(model).map(({ norm }) => norm)));
    };
    const compiled = await path(bounded);
    assert.equal(norms.length, 24);
    assert.ok(norms.filter((norm) => Math.abs(norm - 1) < 1e-5).length > 12, 'the bound does something');
    assert.ok(norms.every((norm) => norm < 1 + 1e-5));
    accelerate(false);
    const stock = await path(bounded);
    near(compiled.losses, stock.losses);
    near(compiled.weights, stock.weights, 1e-4);
    near(norms.slice(0, 24), norms.slice(24), 1e-4);
  });

  it('leaves the step one operation, and no tensor', async () => {
    const model = dropoutNetwork(base, { hiddenRate: 0.3, momentum: 0 });
    const seen: number[] = [];
    const end = afterStep(model, (step) => {
      tf.add(xs, 1); // a tensor that the callback forgets is freed, as in a step that is not compiled
      seen.push(step);
    });
    const counts: number[] = [];
    let before = [0, 0];
    for (let step = 0; step < 10; step++) {
      if (step === 1) before = [tf.memory().numTensors, tensorsOfTensorFlow()];
      counts.push(await operations(() => model.trainOnBatch(xs, ys)));
      if (step > 0) assert.deepEqual([tf.memory().numTensors, tensorsOfTensorFlow()], before, `step ${step + 1}`);
    }
    assert.deepEqual(seen, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert.deepEqual([...new Set(counts.slice(3))], [2], String(counts));
    end();
    assert.equal(await operations(() => model.trainOnBatch(xs, ys)), 1);
    assert.equal(seen.length, 10);
    model.optimizer.dispose();
    model.dispose();
  });

  it('may throw: the step is made, the error comes through, and no tensor is left', async () => {
    const model = dropoutNetwork(base, {});
    for (let step = 0; step < 5; step++) await model.trainOnBatch(xs, ys);
    const before = trained(model);
    const count = [tf.memory().numTensors, tensorsOfTensorFlow()];
    const end = afterStep(model, () => {
      throw new Error('enough');
    });
    await assert.rejects(async () => model.trainOnBatch(xs, ys), /enough/);
    end();
    assert.notDeepEqual(trained(model), before);
    await model.trainOnBatch(xs, ys);
    assert.deepEqual([tf.memory().numTensors, tensorsOfTensorFlow()], count);
    model.optimizer.dispose();
    model.dispose();
  });
});
