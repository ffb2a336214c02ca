import assert from 'node:assert/strict';
import { tf } from '../../kernel-helpers/src/core/index.js';
import { compareRuns } from '../../kernel-helpers/src/training/index.js';
import { inKernel } from '../support/fake-kernel.js';
import { model, problem, quiet } from './models.js';

const data = problem(120);
const builders = {
  relu: (seed: number) => model({ seed }),
  tanh: (seed: number) => model({ seed, activation: 'tanh' }),
};

describe('compareRuns', () => {
  it('trains every variant with every seed and sums up mean and spread', async () => {
    const before = tf.memory().numTensors;
    const { runs, summary, metric } = await compareRuns(builders, data, {
      seeds: [1, 2, 3],
      epochs: 3,
      ...quiet,
      validationData: problem(60, 2),
    });
    assert.equal(metric, 'valAccuracy');
    assert.deepEqual(
      runs.map(({ name, seed }) => `${name} ${seed}`),
      ['relu 1', 'tanh 1', 'relu 2', 'tanh 2', 'relu 3', 'tanh 3'],
    );
    for (const { name, mean, spread, failed } of summary) {
      const last = runs.filter((run) => run.name === name).map(({ history }) => history.logs.valAccuracy!.at(-1)!);
      const expected = (last[0]! + last[1]! + last[2]!) / 3;
      assert.ok(Math.abs(mean - expected) < 1e-12);
      assert.ok(Math.abs(spread - Math.sqrt(last.reduce((s, v) => s + (v - expected) ** 2, 0) / 2)) < 1e-12);
      assert.equal(failed, 0);
    }
    assert.equal(tf.memory().numTensors, before);
  });

  it('draws one chart live: a line for each variant, with its band', async () => {
    const { shown } = await inKernel(() => compareRuns(builders, data, { seeds: [1, 2], epochs: 2, metric: 'loss', title: 'Two nets' }));
    const charts = shown.filter(({ data: bundle }) => 'image/svg+xml' in bundle);
    assert.equal(charts.length, 4);
    assert.equal(new Set(charts.map(({ displayId }) => displayId)).size, 1);
    const svg = String(charts.at(-1)!.data['image/svg+xml']);
    for (const text of ['>relu<', '>tanh<', '>Two nets<', '>loss<']) assert.ok(svg.includes(text), text);
    assert.match(svg, /mark-area/);
  });

  it('notes a run whose loss is not a number, and goes on', async () => {
    const { runs, summary } = await compareRuns({ ...builders, broken: (seed) => model({ seed, learningRate: Number.NaN }) }, data, {
      seeds: [1, 2],
      epochs: 2,
      ...quiet,
    });
    assert.deepEqual(
      summary.map(({ failed }) => failed),
      [0, 0, 2],
    );
    assert.deepEqual(
      runs.filter(({ name }) => name === 'broken').map(({ failedAtStep }) => failedAtStep),
      [2, 2],
    );
    assert.ok(Number.isNaN(summary[2]!.mean));
  });

  it('hands over each model before it is freed', async () => {
    const seen: string[] = [];
    await compareRuns(builders, data, {
      seeds: [1],
      epochs: 1,
      ...quiet,
      onRunEnd: ({ name }, built) => void seen.push(`${name} ${built.getWeights().length}`),
    });
    assert.deepEqual(seen, ['relu 4', 'tanh 4']);
  });

  it('refuses nothing to compare, and a metric that is not measured', async () => {
    await assert.rejects(compareRuns({}, data), /RangeError: builders must have at least one model/);
    await assert.rejects(compareRuns(builders, data, { seeds: [] }), /RangeError: seeds must have at least one seed/);
    await assert.rejects(
      compareRuns(builders, data, { seeds: [1], epochs: 1, ...quiet, metric: 'acuracy' }),
      /RangeError: metric must be one of 'loss', 'accuracy', got 'acuracy'; did you mean 'accuracy'\?/,
    );
  });
});
