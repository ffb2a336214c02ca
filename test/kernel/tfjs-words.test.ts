/** Errors of TensorFlow.js in the words of a notebook: both shapes, and the way out. */
import assert from 'node:assert/strict';
import { Session } from './cells.js';

describe('a wrong shape in TensorFlow.js', function () {
  this.timeout(60_000);
  const s = new Session();
  const start = `import { tf } from 'kernel-helpers';
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [3] }), tf.layers.dense({ units: 2 })] });
    const picture = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [2, 2, 1] }), tf.layers.dense({ units: 2 })] });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    picture.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });`;
  before(() => s.values(start));
  const said = async (cell: string): Promise<string> => s.formatError(await s.thrown(cell)).evalue;
  const fit = (x: string, y: string, name = 'model') => said(`await ${name}.fit(tf.ones([${x}]), tf.ones([${y}]), { verbose: 0 })`);

  it('of the input says what the model takes', async () => {
    const wrong = 'The input has shape [5, 4], but the model takes [*, 3]: change the data, or give the first layer inputShape: [4].';
    assert.equal(await fit('5, 4', '5, 2'), wrong);
    assert.equal(await said('model.predict(tf.ones([5, 4]))'), wrong);
    assert.match(await said('model.evaluate(tf.ones([5, 4]), tf.ones([5, 2]))'), /^The input has shape \[5, 4\], but .* inputShape/);
    assert.match(
      await said('model.predict(tf.ones([3]))'),
      /takes \[\*, 3\]: a single example needs an axis for the batch, x\.expandDims\(0\)/,
    );
    assert.match(await said('picture.predict(tf.ones([5, 1, 2, 2]))'), /: reshape the data, x\.reshape\(\[-1, 2, 2, 1\]\)\.$/);
  });

  it('of the targets says what the model gives', async () => {
    const wrong = 'The targets have shape [5, 7], but the model gives [*, 2]: change the targets, or give the last layer units: 7.';
    assert.equal(await fit('5, 3', '5, 7'), wrong);
    assert.match(await fit('5, 2, 2, 1', '5, 1', 'picture'), /gives \[\*, 2\]: .* tf\.oneHot\(labels, 2\), or the loss 'sparseCategorical/);
    assert.match(await fit('5, 3', '5, 2, 2'), /^The targets have shape \[5, 2, 2\], but the model gives 2 axes with the batch: reshape/);
  });

  it('with too many axes or too few says how to mend it', async () => {
    assert.match(
      await fit('5, 3, 2', '5, 2'),
      /\[5, 3, 2\], but the model takes 2 axes .*: x\.reshape\(\[-1, 6\]\) .* inputShape: \[3, 2\] }\)\.$/,
    );
    assert.match(await said('picture.predict(tf.ones([5, 2, 2]))'), /takes 4 axes with the batch: x\.expandDims\(0\)/);
    assert.match(
      await said('tf.layers.conv2d({ filters: 2, kernelSize: 3 }).apply(tf.ones([2, 2]))'),
      /takes 4 axes .* gets 2: put .*reshape/,
    );
    assert.match(
      await said('const d = tf.layers.dense({ units: 1 }); d.apply(tf.ones([2, 3])); d.apply(tf.ones([2, 4]))'),
      /^Layer \S+ takes shape \[\*, 3\], but gets \[2, 4\]: /,
    );
  });

  it('and other numbers of examples, and a model that was not compiled', async () => {
    assert.match(await fit('5, 3', '4, 2'), /^The input has 5 examples, but there are 4 targets: /);
    const raw = 'tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] })';
    assert.match(await said(`await ${raw}.fit(tf.ones([1, 3]), tf.ones([1, 2]))`), /Call model\.compile\({ optimizer, loss }\) first\.$/);
  });

  it('leaves the message alone that a cell catches', async () => {
    assert.match(
      String(await s.last("let m = ''; try { model.predict(tf.ones([5, 4])) } catch (e) { m = String(e) }; m")),
      /to have shape \[null,3\]/,
    );
  });

  it('is told at the line of the cell, also where tfjs waited before it threw', async () => {
    const data = 'tf.data.zip({ xs: tf.data.array([tf.ones([4])]), ys: tf.data.array([tf.ones([2])]) }).batch(1)';
    const lines = s.formatError(await s.thrown(`1;\nawait model.fitDataset(${data}, { epochs: 1, verbose: 0 })`)).traceback.join('\n');
    assert.match(lines, /Cell \d+, line 2/);
    assert.match(lines, /… \d+ more in @tensorflow\/tfjs-layers/);
    assert.doesNotMatch(lines, /compiled-step/);
  });

  it('shows folded frames from their package on, not where this machine keeps it', async () => {
    const html = String(s.formatError(await s.thrown('model.predict(tf.ones([5, 4]))')).more?.['text/html']);
    assert.match(html, /^ {4}at LayersModel\.predict \(@tensorflow\/tfjs-layers\/dist\/\S+:\d+:\d+\)$/m);
    assert.doesNotMatch(html, /node_modules/);
  });

  it('folds the frames of two packages that call each other, and of the helpers between', async () => {
    for (const cell of ['tf.matMul(tf.ones([2, 3]), tf.ones([2, 3]))', 'const gone = tf.ones([1]); gone.dispose(); gone.add(1)']) {
      const lines = s.formatError(await s.thrown(cell)).traceback.join('\n');
      assert.doesNotMatch(lines, /node_modules|kernel-helpers/);
    }
  });
});
