import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cacheDir, tf } from '../../kernel-helpers/src/core/index.js';
import {
  addHead,
  freeze,
  loadKerasWeights,
  loadModel,
  narrowSize,
  narrowVgg16,
  narrowWeightsFile,
  narrowWidths,
  saveKerasWeights,
  saveModel,
  trainableTable,
  vgg16,
  weightHash,
} from '../../kernel-helpers/src/transfer/index.js';
import { openHdf5 } from '../../kernel-helpers/src/transfer/weights/hdf5.js';

const keras = path.join(cacheDir(), 'bench-venv/bin/python');

describe('saving and loading', () => {
  let folder: string;
  let model: tf.LayersModel;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'saved-'));
    const base = await narrowVgg16();
    freeze(base);
    model = addHead(base, { units: 8, classes: 3 });
  });
  after(() => {
    rmSync(folder, { recursive: true });
    model.dispose();
  });
  const predict = (of: tf.LayersModel) =>
    tf.tidy(() => [...(of.predict(tf.randomUniform([2, narrowSize, narrowSize, 3], -100, 100, 'float32', 3)) as tf.Tensor).dataSync()]);

  it('tfjs format: predictions, names and what is frozen come back', async () => {
    await saveModel(model, path.join(folder, 'tfjs'));
    const loaded = await loadModel(path.join(folder, 'tfjs'));
    assert.deepEqual(predict(loaded), predict(model));
    assert.equal(weightHash(loaded), weightHash(model));
    assert.equal(String(trainableTable(loaded)), String(trainableTable(model)));
    loaded.dispose();
  });

  it('what is no saved model is refused', async () => {
    const bad = mkdtempSync(path.join(folder, 'bad-'));
    await assert.rejects(loadModel(bad), /ENOENT/);
    for (const text of ['{', '{}', JSON.stringify({ modelTopology: {}, weightsManifest: [] })]) {
      writeFileSync(path.join(bad, 'model.json'), text);
      writeFileSync(path.join(bad, 'weights.bin'), '');
      await assert.rejects(loadModel(bad), /model\.json is not a model of tfjs/);
    }
  });

  it('Keras weights: read back to the bit, into a model and as a base', async () => {
    const file = path.join(folder, 'joined.weights.h5');
    await saveKerasWeights(model, file);
    const other = addHead(await narrowVgg16(7), { units: 8, classes: 3, seed: 9 });
    assert.notEqual(weightHash(other), weightHash(model));
    await loadKerasWeights(other, file);
    assert.equal(weightHash(other), weightHash(model));
    other.dispose();
  });

  it('Keras weights that do not fit leave the model as it was', async () => {
    const file = path.join(folder, 'other.weights.h5');
    await saveKerasWeights(model, file);
    const other = addHead(await narrowVgg16(7), { units: 9, classes: 3 });
    const before = weightHash(other);
    await assert.rejects(
      loadKerasWeights(other, file),
      /layer 'head_dense' \(kernel\) is refused: its shape is \[256, 8\], expected \[256, 9\]/,
    );
    assert.equal(weightHash(other), before);
    other.dispose();
  });

  it('the file has the very groups, names and types that Keras itself wrote for this layout', async () => {
    const reference = new URL('../reference/vgg16-narrow.weights.h5', import.meta.url).pathname;
    const base = await vgg16({ weights: reference, includeTop: false, inputShape: [64, 64, 3], widths: [4, 8, 16, 32, 32] });
    const file = path.join(folder, 'base.weights.h5');
    await saveKerasWeights(base, file);
    const [ours, theirs] = [await openHdf5(readFileSync(file), 'ours'), await openHdf5(readFileSync(reference), 'theirs')];
    assert.deepEqual(ours.keys('/').sort(), theirs.keys('/').sort());
    assert.deepEqual(ours.keys('/layers').sort(), theirs.keys('/layers').sort());
    for (const key of theirs.keys('/layers')) {
      const vars = `/layers/${key}/vars`;
      assert.deepEqual(ours.keys(vars), theirs.keys(vars), key);
      if (!key.startsWith('input')) assert.deepEqual(ours.texts(vars, 'name', key), theirs.texts(vars, 'name', key));
    }
    for (const layer of base.layers.filter(({ weights }) => weights.length > 0)) {
      const key = theirs.keys('/layers').find((name) => theirs.texts(`/layers/${name}/vars`, 'name', name)?.[0] === layer.name)!;
      layer.weights.forEach((weight, i) => {
        const where = `/layers/${key}/vars/${i}`;
        assert.deepEqual(ours.floats(where, weight.shape as number[], key), theirs.floats(where, weight.shape as number[], key));
      });
    }
    ours.close();
    theirs.close();
    base.dispose();
  });

  it('Keras itself loads the weights and predicts the same (needs the Keras of `npm run bench`; skipped without it)', async function () {
    if (!existsSync(keras)) this.skip();
    this.timeout(120_000);
    const file = path.join(folder, 'keras.weights.h5');
    await saveKerasWeights(model, file);
    const images = tf.tidy(() => [...tf.randomUniform([2, narrowSize, narrowSize, 3], -100, 100, 'float32', 3).dataSync()]);
    const job = {
      weights: file,
      inputShape: [narrowSize, narrowSize, 3],
      widths: narrowWidths,
      head: { units: 8, classes: 3 },
      images,
      count: 2,
    };
    const script = new URL('./keras/check_weights.py', import.meta.url).pathname;
    const run = spawnSync(keras, [script], { input: JSON.stringify(job), encoding: 'utf8', maxBuffer: 2 ** 26 });
    assert.equal(run.status, 0, run.stderr.slice(-2000));
    const { predictions, parameters } = JSON.parse(run.stdout.trim().split('\n').at(-1)!) as { predictions: number[]; parameters: number };
    assert.equal(parameters, model.countParams());
    const ours = predict(model);
    assert.equal(predictions.length, ours.length);
    ours.forEach((value, i) => {
      assert.ok(Math.abs(value - predictions[i]!) < 1e-5, `${ours} ${predictions}`);
    });
  });

  it('refused: another ending, a model inside a model, a layer that VGG16 has not', async () => {
    await assert.rejects(saveKerasWeights(model, path.join(folder, 'x.h5')), /RangeError: file must end with \.weights\.h5/);
    const inner = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    const nested = tf.sequential({ layers: [inner] });
    await assert.rejects(saveKerasWeights(nested, path.join(folder, 'x.weights.h5')), /the model holds another model/);
    const odd = tf.sequential({ layers: [tf.layers.batchNormalization({ inputShape: [2], name: 'norm' })] });
    await assert.rejects(saveKerasWeights(odd, path.join(folder, 'x.weights.h5')), /layer 'norm' cannot be written: BatchNormalization/);
    nested.dispose();
    odd.dispose();
  });
});

describe('the embedded narrow VGG16', () => {
  it('is the file that its record describes: 230,568 parameters in at most 1.5 MB', async () => {
    const record = JSON.parse(readFileSync(narrowWeightsFile.replace('.weights.h5', '.json'), 'utf8')) as Record<string, unknown>;
    const bytes = readFileSync(narrowWeightsFile);
    assert.equal(createHash('sha256').update(bytes).digest('hex'), record.sha256);
    assert.ok(bytes.length <= 1.5e6);
    assert.deepEqual(record.widths, narrowWidths);
    const base = await narrowVgg16();
    assert.equal(base.countParams(), 230_568);
    assert.equal(record.parameters, 230_568);
    base.dispose();
  });
});
