import assert from 'node:assert/strict';
import { tf } from '../../kernel-helpers/src/core/index.js';
import {
  addHead,
  fineTune,
  restoreWeights,
  snapshotWeights,
  trainableTable,
  vgg16,
  weightChange,
  weightHash,
} from '../../kernel-helpers/src/transfer/index.js';

describe('fine-tuning', () => {
  let base: tf.LayersModel;
  let model: tf.LayersModel;
  let data: { xs: tf.Tensor; ys: tf.Tensor };
  beforeEach(async () => {
    base = await vgg16({ weights: null, start: 'heUniform', seed: 2, includeTop: false, inputShape: [32, 32, 3], widths: [4, 4, 8, 8, 8] });
    model = addHead(base, { units: 8 });
    // Bright above against bright below: easy to learn.
    const ys = Array.from({ length: 24 }, (_, i) => i % 2);
    const half = (y: number) => tf.concat([tf.fill([16, 32, 3], y ? 100 : -100), tf.fill([16, 32, 3], y ? -100 : 100)]);
    data = tf.tidy(() => {
      const noise = tf.randomNormal([24, 32, 32, 3], 0, 20, 'float32', 5);
      return { xs: tf.add(tf.stack(ys.map(half)), noise), ys: tf.tensor2d(ys, [24, 1]) };
    });
  });
  afterEach(() => tf.dispose([data.xs, data.ys]));
  after(() => tf.disposeVariables());

  it('takes the slides’ steps: head alone, then from block 5, then from block 4; only those change', async () => {
    const steps = await fineTune(model, base, { train: data, validation: data, headEpochs: 3, epochs: 2, rate: 1e-3, minImprovement: 0 });
    assert.deepEqual(steps.map(({ step, learningRate }) => [step, learningRate]).slice(0, 2), [
      ['head', 1e-3],
      ['block5_conv1', 1e-3],
    ]);
    const [head, five] = steps;
    assert.deepEqual(
      Object.entries(head!.change).map(([group, change]) => [group, change > 0]),
      [
        ['block1', false],
        ['block2', false],
        ['block3', false],
        ['block4', false],
        ['block5', false],
        ['head', true],
      ],
    );
    assert.ok(five!.change.block5! > 0 && five!.change.block4 === 0);
    assert.ok(head!.trainableParameters < five!.trainableParameters);
    assert.deepEqual(
      steps.map((step) => step.epochs.length),
      [3, ...steps.slice(1).map(() => 2)],
    );
    assert.ok(steps.at(-1)!.valLoss < head!.epochs[0]!.valLoss);
  });

  it('the stop rule: a step that does not improve enough is taken back, and no further block is unfrozen', async () => {
    const config = { train: data, validation: data, headEpochs: 2, epochs: 1, steps: ['block5_conv1', 'block4_conv1', 'block3_conv1'] };
    let afterHead = '';
    const steps = await fineTune(model, base, {
      ...config,
      minImprovement: 0.99,
      onEpoch: (step, _row, epoch) => {
        if (step === 'head' && epoch === 1) afterHead = weightHash(base);
      },
    });
    assert.deepEqual(
      steps.map(({ step, kept }) => [step, kept]),
      [
        ['head', true],
        ['block5_conv1', false],
      ],
    );
    assert.ok(steps[1]!.change.block5! > 0, 'the step did train');
    assert.equal(weightHash(base), afterHead, 'and was taken back');
  });

  it('each step ends with the weights of its best epoch', async () => {
    const hashes = new Map<number, string>();
    const [step] = await fineTune(model, base, {
      train: data,
      validation: data,
      steps: [],
      headEpochs: 4,
      headRate: 0.5, // so high that the loss jumps about
      onEpoch: (_step, _row, epoch) => hashes.set(epoch, weightHash(model)),
    });
    const losses = step!.epochs.map((row) => row.valLoss);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    assert.equal(step!.valLoss, losses[best - 1]);
    assert.equal(weightHash(model), hashes.get(best));
  });

  it('the same seed gives the same course', async () => {
    const start = snapshotWeights(model);
    const config = { train: data, validation: data, headEpochs: 2, epochs: 1, seed: 4 };
    const first = await fineTune(model, base, config);
    restoreWeights(model, start);
    const second = await fineTune(model, base, config);
    const losses = (steps: typeof first) => steps.flatMap((step) => step.epochs.map((row) => row.valLoss));
    losses(first).forEach((loss, i) => {
      assert.ok(Math.abs(loss - losses(second)[i]!) <= 1e-4 * Math.abs(loss), `${losses(first)} ${losses(second)}`);
    });
  });

  it('leaves no tensor behind but the last optimizer’s', async () => {
    const config = { train: data, validation: data, headEpochs: 1, epochs: 1, minImprovement: 0 };
    await fineTune(model, base, config);
    model.optimizer.dispose();
    const before = tf.memory().numTensors;
    await fineTune(model, base, config);
    model.optimizer.dispose();
    assert.equal(tf.memory().numTensors, before);
  });

  it('a name that is no layer, and numbers out of range, are refused before anything is trained', async () => {
    const before = weightHash(model);
    const config = { train: data, validation: data };
    await assert.rejects(
      fineTune(model, base, { ...config, steps: ['block9_conv1'] }),
      /RangeError: steps\[0\] must be one of .*got 'block9_conv1'/,
    );
    await assert.rejects(fineTune(model, base, { ...config, rate: 0 }), /RangeError: rate must be in \(0, ∞\), got 0/);
    await assert.rejects(fineTune(model, base, { ...config, minImprovement: 1 }), /RangeError: minImprovement must be in \[0, 1\), got 1/);
    assert.equal(weightHash(model), before);
  });

  it('weightChange is the relative distance of each block', () => {
    const before = snapshotWeights(model);
    const layer = model.getLayer('block2_conv1');
    const doubled = layer.getWeights().map((weight) => tf.mul(weight, 2));
    const layers = [layer, model.getLayer('block1_conv1')];
    layer.setWeights(doubled);
    assert.deepEqual(weightChange(layers, before), { block2: 1, block1: 0 });
    restoreWeights(model, before);
    assert.deepEqual(weightChange(layers, before), { block2: 0, block1: 0 });
    assert.equal(trainableTable(model).rows.length, model.layers.length);
    tf.dispose(doubled);
  });
});
