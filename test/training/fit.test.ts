import assert from 'node:assert/strict';
import { tf } from '../../kernel-helpers/src/core/index.js';
import { formatValue } from '../../kernel-helpers/src/kernel/runner/runtime/index.js';
import { type Batch, evaluate, fit, NaNLossError, TrainingInterrupted } from '../../kernel-helpers/src/training/index.js';
import { inKernel, printed } from '../support/fake-kernel.js';
import { free, model, problem, quiet, weightsOf } from './models.js';

const data = problem(160);
const tensors = () => ({ xs: tf.tensor2d(data.xs, [160, 4]), ys: tf.tensor2d(data.ys, [160, 3]) });

describe('fit', () => {
  it('learns, and its history is what evaluate measures', async () => {
    const net = model();
    const { logs, stepLoss, epochs, stepsPerEpoch } = await fit(net, data, {
      ...quiet,
      epochs: 12,
      batchSize: 16,
      validationData: problem(100, 2),
    });
    assert.equal(epochs, 12);
    assert.equal(stepsPerEpoch, 10);
    assert.equal(stepLoss.length, 120);
    assert.deepEqual(Object.keys(logs), ['loss', 'accuracy', 'valLoss', 'valAccuracy']);
    assert.ok(logs.loss!.at(-1)! < 0.6 * logs.loss![0]!);
    assert.ok(logs.valAccuracy!.at(-1)! > 0.7);
    const measured = await evaluate(net, problem(100, 2), { batchSize: 7 });
    assert.ok(Math.abs(measured.loss! - logs.valLoss!.at(-1)!) < 1e-5);
    assert.ok(Math.abs(measured.accuracy! - logs.valAccuracy!.at(-1)!) < 1e-6);
    free(net);
  });

  it("measures what tfjs's evaluate measures, also with class numbers, and leaves no tensor", async () => {
    const { xs, ys } = tensors();
    const net = model();
    const labels = tf.tidy(() => tf.cast(tf.argMax(ys, 1), 'float32'));
    for (const [loss, targets] of [
      ['categoricalCrossentropy', ys],
      ['sparseCategoricalCrossentropy', labels],
    ] as const) {
      net.compile({ optimizer: 'sgd', loss, metrics: ['accuracy'] });
      const theirs = (net.evaluate(xs, targets) as tf.Scalar[]).map((scalar) => scalar.dataSync()[0]!);
      const before = tf.memory().numTensors;
      for (const batchSize of [undefined, 33]) {
        const { loss: mine, accuracy } = await evaluate(net, { xs, ys: targets }, batchSize === undefined ? {} : { batchSize });
        assert.ok(Math.abs(mine! - theirs[0]!) < 1e-6 && Math.abs(accuracy! - theirs[1]!) < 1e-6, `${mine} ${accuracy} ${theirs}`);
      }
      assert.equal(tf.memory().numTensors, before);
    }
    tf.dispose([xs, ys, labels]);
    free(net);
  });

  it('takes the very steps that trainOnBatch takes', async () => {
    const [mine, theirs] = [model(), model()];
    const { stepLoss } = await fit(mine, data, { ...quiet, epochs: 2, batchSize: 40, seed: null });
    const { xs, ys } = tensors();
    const losses: number[] = [];
    for (let step = 0; step < 8; step++) {
      const [x, y] = [xs.slice((step % 4) * 40, 40), ys.slice((step % 4) * 40, 40)];
      losses.push(((await theirs.trainOnBatch(x, y)) as number[])[0]!);
      tf.dispose([x, y]);
    }
    assert.deepEqual(stepLoss, losses);
    assert.deepEqual(weightsOf(mine), weightsOf(theirs));
    tf.dispose([xs, ys]);
    free(mine);
    free(theirs);
  });

  it('data of a wrong shape are told in one line, with both shapes and the way out', async () => {
    const net = model();
    const wrong = async (xs: number[], ys: number[]): Promise<string> => {
      const given = { xs: tf.ones(xs), ys: tf.ones(ys) };
      const error = await fit(net, given, { ...quiet, epochs: 1 }).then(
        () => undefined,
        (e: unknown) => e,
      );
      tf.dispose(given);
      assert.ok(error instanceof RangeError, String(error));
      return error.message;
    };
    assert.equal(
      await wrong([10, 5], [10, 3]),
      'data.xs must have examples of shape [4], which the model takes, got [5]; reshape the data, or give the first layer inputShape: [5]',
    );
    assert.match(await wrong([10, 2, 2], [10, 3]), /^data\.xs must have examples of .*, got \[2, 2\]; reshape/);
    assert.match(
      await wrong([10, 4], [10, 2]),
      /^data\.ys must have examples of shape \[3\], which the model gives, got \[2\]; .*tf\.oneHot$/,
    );
    free(net);
  });

  it('validation data of a wrong shape are told before the first step; evaluate tells them too; nothing leaks', async () => {
    const net = model();
    const [before, start] = [weightsOf(net), tf.memory().numTensors];
    const train = tensors();
    const validationData = { xs: tf.ones([6, 5]), ys: tf.ones([6, 3]) };
    const said = (name: string) =>
      `${name}.xs must have examples of shape [4], which the model takes, got [5]; reshape the data, or give the first layer inputShape: [5]`;
    await assert.rejects(fit(net, train, { ...quiet, epochs: 3, validationData }), { name: 'RangeError', message: said('validationData') });
    await assert.rejects(evaluate(net, validationData), { name: 'RangeError', message: said('data') });
    tf.dispose([train, validationData]);
    assert.equal(tf.memory().numTensors, start);
    assert.deepEqual(weightsOf(net), before);
    free(net);
  });

  it('its history, as the value of a cell, is a short summary', async () => {
    const net = model();
    const history = await fit(net, data, { ...quiet, epochs: 2, batchSize: 16 });
    const { data: shown } = await formatValue(history);
    assert.match(
      String(shown['text/plain']),
      /^2 epochs of 10 steps in \d+\.\d s: loss [\d.]+, accuracy [\d.]+\nlogs holds each epoch, stepLoss each step$/,
    );
    assert.deepEqual(Object.keys(history), ['logs', 'stepLoss', 'stepsPerEpoch', 'epochs', 'seconds']);
    free(net);
  });

  it('means of an epoch count examples, not batches', async () => {
    const net = model({ learningRate: 0 });
    const { logs } = await fit(net, data, { ...quiet, epochs: 1, batchSize: 150 });
    const { loss } = await evaluate(net, data);
    assert.ok(Math.abs(logs.loss![0]! - loss!) < 1e-5);
    free(net);
  });

  it('gives the same run for the same seed, another for another', async () => {
    const run = async (seed: number) => {
      const net = model();
      const { stepLoss } = await fit(net, data, { ...quiet, epochs: 2, seed });
      free(net);
      return stepLoss;
    };
    assert.deepEqual(await run(5), await run(5));
    assert.notDeepEqual(await run(5), await run(6));
  });

  it('takes tensors, typed arrays, nested arrays and streams to the same result, and leaves the tensors', async () => {
    const given = tensors();
    const nested = { xs: given.xs.arraySync(), ys: given.ys.arraySync() };
    const stream = async function* (): AsyncGenerator<Batch> {
      for (let start = 0; start < 160; start += 32) yield { xs: given.xs.slice(start, 32), ys: given.ys.slice(start, 32) };
    };
    const runs: (readonly number[])[] = [];
    for (const form of [given, data, nested, stream]) {
      const net = model();
      runs.push((await fit(net, form, { ...quiet, epochs: 2, batchSize: 32, seed: null })).stepLoss);
      free(net);
    }
    for (const losses of runs) assert.deepEqual(losses, runs[0]);
    assert.ok(!given.xs.isDisposed && !given.ys.isDisposed);
    tf.dispose(given);
  });

  it('leaks no tensor in an epoch, nor in a run', async () => {
    const net = model();
    await fit(net, data, { ...quiet, epochs: 1 });
    const before = tf.memory().numTensors;
    const during: number[] = [];
    await fit(net, data, { ...quiet, epochs: 4, validationData: data, onEpochEnd: () => during.push(tf.memory().numTensors) });
    assert.equal(new Set(during).size, 1, `tensors at the end of each epoch: ${during}`);
    assert.equal(tf.memory().numTensors, before);
    free(net);
  });

  it('weights examples: weight 0 takes them out of the training', async () => {
    const other = problem(160, 9);
    const half = { ...data, ys: data.ys.slice() };
    half.ys.set(other.ys.subarray(240), 240);
    const sampleWeight = Float32Array.from({ length: 160 }, (_, i) => (i < 80 ? 1 : 0));
    const results: number[][] = [];
    for (const form of [data, half]) {
      const net = model();
      await fit(net, { ...form, sampleWeight }, { ...quiet, epochs: 2, seed: 3 });
      results.push(weightsOf(net));
      free(net);
    }
    assert.deepEqual(results[0], results[1]);
  });

  it('stops at a loss that is not a number and names the first such step', async () => {
    for (const badStep of [1, 4, 70]) {
      const net = model();
      const stream = function* () {
        for (let step = 1; step <= 100; step++) {
          yield {
            xs: tf.fill([8, 4], step === badStep ? Number.NaN : 0.5),
            ys: tf.tidy(() => tf.oneHot(tf.zeros([8], 'int32') as tf.Tensor1D, 3).toFloat()),
          };
        }
      };
      await fit(net, data, { ...quiet, epochs: 1 }); // the first step makes the optimizer's sums
      const before = tf.memory().numTensors;
      await assert.rejects(
        fit(net, stream, { ...quiet, epochs: 1 }),
        (error: unknown) =>
          error instanceof NaNLossError &&
          error.step === badStep &&
          error.message.startsWith(`the loss is NaN at step ${badStep} (epoch 1)`) &&
          Number.isFinite(error.history.stepLoss[badStep - 2] ?? 0),
      );
      assert.equal(tf.memory().numTensors, before);
      free(net);
    }
  });

  it('an interrupt leaves a model that predicts and trains on, and no tensor', async () => {
    const net = model();
    await fit(net, data, { ...quiet, epochs: 1 });
    const start = weightsOf(net);
    const before = tf.memory().numTensors;
    const kernel = inKernel((k) =>
      assert.rejects(
        fit(net, data, {
          ...quiet,
          epochs: 1000,
          onEpochEnd: (epoch) => {
            if (epoch === 3) setImmediate(() => k.controller.abort());
          },
        }),
        (error: unknown) =>
          error instanceof TrainingInterrupted &&
          error.name === 'AbortError' &&
          error.history.epochs >= 3 &&
          error.history.epochs < 1000 &&
          error.message.startsWith('training interrupted after step'),
      ),
    );
    await kernel;
    assert.equal(tf.memory().numTensors, before);
    assert.notDeepEqual(weightsOf(net), start);
    assert.ok(weightsOf(net).every(Number.isFinite));
    assert.equal((await fit(net, data, { ...quiet, epochs: 1 })).epochs, 1);
    free(net);
  });

  it('lets other work run during an epoch, so that an interrupt gets through', async () => {
    const net = model();
    const controller = new AbortController();
    const endless = function* () {
      setTimeout(() => controller.abort()); // runs as soon as the epoch lets anything else run
      for (;;) yield { xs: tf.ones([8, 4]), ys: tf.tidy(() => tf.oneHot(tf.zeros([8], 'int32') as tf.Tensor1D, 3).toFloat()) };
    };
    await assert.rejects(fit(net, endless, { ...quiet, epochs: 1, signal: controller.signal }), { name: 'AbortError' });
    free(net);
  });

  it('ends when the callback says so, or when patience is at its end', async () => {
    const net = model();
    const seen: number[] = [];
    const early = await fit(net, data, { ...quiet, epochs: 9, onEpochEnd: (epoch) => seen.push(epoch) < 2 });
    assert.deepEqual([early.epochs, early.stopped, seen], [2, 'callback', [1, 2]]);
    const still = model({ learningRate: 0 });
    const tired = await fit(still, data, { ...quiet, epochs: 50, patience: 2, validationData: data });
    assert.deepEqual([tired.epochs, tired.stopped], [3, 'patience']);
    free(net);
    free(still);
  });

  it('shows one chart and one bar, each updated in place', async () => {
    const net = model();
    const { shown } = await inKernel(() => fit(net, data, { epochs: 5, title: 'Digits' }));
    assert.equal(new Set(shown.map(({ displayId }) => displayId)).size, 2);
    assert.equal(shown.filter(({ update }) => !update).length, 2);
    const charts = shown.filter(({ data: bundle }) => 'image/svg+xml' in bundle);
    const svg = String(charts.at(-1)!.data['image/svg+xml']);
    assert.ok(svg.includes('>train<') && svg.includes('>accuracy<') && svg.includes('>loss<'));
    assert.match(String(shown.at(-1)!.data['text/plain']), /^Digits: 100 % 25\/25 steps/);
    free(net);
  });

  it('prints two lines outside a notebook', async () => {
    const net = model();
    const lines = await printed(() => fit(net, data, { epochs: 2 }));
    assert.equal(lines.length, 2);
    assert.match(lines[0]!, /^\[chart\] Training: Training curves over 2 epochs: loss from/);
    assert.match(lines[1]!, /^Training: 100 % 10\/10 steps/);
    free(net);
  });

  it('refuses what cannot be trained, before the first step and without a leak', async () => {
    const net = model();
    const before = tf.memory().numTensors;
    await assert.rejects(
      fit(net, { ...data, xShape: [7] }, quiet),
      /RangeError: data.xs must have a multiple of 7 values for the shape \[7\], got 640/,
    );
    await assert.rejects(
      fit(net, { ...data, ys: data.ys.slice(3) }, quiet),
      /RangeError: data.ys must have the length of data.xs \(160\), got 159/,
    );
    await assert.rejects(
      fit(net, { ...data, sampleWeight: [1] }, quiet),
      /RangeError: data.sampleWeight must have the length of data.xs \(160\), got 1/,
    );
    await assert.rejects(
      fit(net, () => [], { ...quiet }),
      /RangeError: data must have at least one batch in each epoch, got none/,
    );
    await assert.rejects(fit(net, data, { ...quiet, epochs: 0 }), /RangeError: epochs must be in \[1, ∞\), got 0/);
    await assert.rejects(fit(net, data, { ...quiet, batchSize: 1.5 }), /RangeError: batchSize must be a whole number/);
    await assert.rejects(
      fit(net, { xs: {} as never, ys: [] }, quiet),
      /TypeError: data.xs must be a tensor, a typed array or an array, got Object/,
    );
    const raw = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] });
    await assert.rejects(fit(raw, data, quiet), /the model is not compiled/);
    raw.dispose();
    assert.equal(tf.memory().numTensors, before);
    free(net);
  });
});
