import assert from 'node:assert/strict';
import { formatValue } from '../../kernel-helpers/src/kernel/runner/runtime/index.js';

const text = async (value: unknown): Promise<string> => (await formatValue(value)).data['text/plain'] as string;

describe('values of cells', () => {
  it('are readable for arrays, typed arrays, maps and classes', async () => {
    assert.equal(await text([1, 'a', null]), "[ 1, 'a', null ]");
    assert.equal(await text(new Float32Array([1, 2.5])), 'Float32Array(2) [ 1, 2.5 ]');
    assert.equal(await text(new Map([['k', { deep: [1] }]])), "Map(1) { 'k' => { deep: [ 1 ] } }");
    class Point {
      constructor(
        readonly x: number,
        readonly y: number,
      ) {}
    }
    assert.equal(await text(new Point(1, 2)), 'Point { x: 1, y: 2 }');
    assert.equal(await text(Point), '[class Point]');
    assert.equal(await text('it’s'), "'it’s'");
  });

  it('of a tensor are shape, dtype and values', async () => {
    const { tf } = await import('../../kernel-helpers/src/core/index.js');
    const t = tf.tensor2d([
      [1, 2],
      [3, 4],
    ]);
    assert.equal(await text(t), 'Tensor float32 [2, 2]\n[[1, 2],\n [3, 4]]');
    t.dispose();
    assert.equal(await text(t), 'Tensor float32 [2, 2] (disposed)');
  });

  it('of a training in TensorFlow.js are its first and last numbers', async () => {
    const { tf } = await import('../../kernel-helpers/src/core/index.js');
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: 'zeros' })] });
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    const fit = (epochs: number) => model.fit(tf.ones([4, 2]), tf.ones([4, 1]), { epochs, validationSplit: 0.5, verbose: 0 });
    assert.match(
      await text(await fit(3)),
      /^History of 3 epochs: loss 1 → 0\.\d{1,5}, val_loss 0\.\d{1,4} → 0\.\d{1,6}\. Each epoch is in history\.history$/,
    );
    assert.match(await text(await fit(1)), /^History of 1 epoch: loss 0\.\d+, val_loss 0\.\d+\. /);
    assert.equal(await text({ epoch: [0], history: { loss: [1] } }), '{ epoch: [ 0 ], history: { loss: [ 1 ] } }');
  });

  it('with Jupyter.display give their own bundle, promised or not', async () => {
    const bundle = { 'text/html': '<b>x</b>', 'text/plain': 'x' };
    assert.deepEqual((await formatValue({ [Symbol.for('Jupyter.display')]: () => bundle })).data, bundle);
    assert.deepEqual((await formatValue({ [Symbol.for('Jupyter.display')]: async () => bundle })).data, bundle);
  });

  it('that are Vega-Lite specifications draw', async () => {
    const spec = { $schema: 'https://vega.github.io/schema/vega-lite/v6.json', title: 'T', data: { values: [] }, mark: 'point' };
    const { data } = await formatValue(spec);
    assert.equal((data['application/vnd.vegalite.v5+json'] as typeof spec).mark, 'point');
    assert.equal(data['text/plain'], '<Vega-Lite chart: T>');
    assert.equal(await text({ mark: 'x', note: 1 }), "{ mark: 'x', note: 1 }");
  });

  it('are cut with a note where they are long', async () => {
    const long = await text('x'.repeat(1_000_000));
    assert.ok(long.length < 30_000 && /more characters|cut:/.test(long), long.slice(-80));
    assert.match(await text(Array.from({ length: 1000 }, (_, i) => i)), /900 more items/);
    const wide = await text(Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`key${i}`, i])));
    assert.match(wide, /cut: \d+ of \d+ characters shown/);
  });

  it('that throw when they are looked at say so', async () => {
    const bad = {
      get [Symbol.for('Jupyter.display')](): never {
        throw new Error('no');
      },
    };
    assert.equal(await text(bad), '[a value that cannot be shown: no]');
  });
});
