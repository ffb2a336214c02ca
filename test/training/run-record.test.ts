/** What `fit` tells the kernel of a run. */
import assert from 'node:assert/strict';
import { tf } from '../../kernel-helpers/src/core/index.js';
import { RunLog, readEvent } from '../../kernel-helpers/src/kernel/shared/runs.js';
import { fit } from '../../kernel-helpers/src/training/index.js';
import { inKernel } from '../support/fake-kernel.js';

describe('the record of a training run', function () {
  this.timeout(60_000);

  it('fit tells settings, every epoch and the end, also of a run that fails', async () => {
    const data = { xs: tf.ones([16, 4]), ys: tf.zeros([16, 1]) };
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 3, inputShape: [4], activation: 'relu' }), tf.layers.dense({ units: 1 })],
    });
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    const options = { chart: false, progress: false, epochs: 2, batchSize: 8 };
    const nan = tf.fill([16, 4], Number.NaN);
    const series = async (): Promise<void> => {
      await fit(model, data, { ...options, title: 'Ones', validationData: data });
      const fails = (): never => {
        throw new Error('mine');
      };
      await assert.rejects(fit(model, data, { ...options, onEpochEnd: fails }));
      await assert.rejects(fit(model, { ...data, xs: nan }, options), /not a number|NaN/);
    };
    const { runs } = await inKernel(series);
    const log = new RunLog();
    for (const event of runs) log.add(readEvent(JSON.stringify(event))!);
    const [first, second, third] = log.runs;
    assert.deepEqual(first!.settings, {
      title: 'Ones',
      optimizer: 'Adam',
      learningRate: 0.001,
      loss: 'meanSquaredError',
      epochs: 2,
      batchSize: 8,
      layers: ['Dense 3 relu', 'Dense 1'],
      parameters: 19,
    });
    assert.deepEqual([first!.how, first!.epochs, Object.keys(first!.logs)], ['done', 2, ['loss', 'valLoss']]);
    assert.deepEqual([second!.how, second!.epochs, third!.how], ['failed', 1, 'NaN']);
    tf.dispose([data.xs, data.ys, nan]);
    model.dispose();
  });
});
