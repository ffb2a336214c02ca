import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tf } from '../../kernel-helpers/src/core/index.js';
import { ImageSet } from '../../kernel-helpers/src/datasets/index.js';
import {
  addHead,
  classTargets,
  compileClassifier,
  extractFeatures,
  freeze,
  imageSource,
  joinHead,
  makeHead,
  preprocessVgg16,
  rgbImages,
  vgg16,
  weightHash,
} from '../../kernel-helpers/src/transfer/index.js';

const layout = { includeTop: false, inputShape: [32, 32, 3], widths: [4, 4, 4, 4, 8] };
const makeBase = (seed = 1) => vgg16({ weights: null, start: 'heUniform', seed, ...layout });
/** Grey images whose brightness rises with the index, and whose class is its parity. */
const makeSet = (count = 10, offset = 0) =>
  new ImageSet({
    shape: [8, 8, 1],
    classNames: ['even', 'odd'],
    pixels: Uint8Array.from({ length: count * 64 }, (_, i) => (17 * i + 3 * Math.floor(i / 64) + offset) % 256),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
  });

describe('head, features and their joint', () => {
  let base: tf.LayersModel;
  let joined: tf.LayersModel | undefined;
  let cache: string;
  let tensors: number;
  beforeEach(async () => {
    cache = mkdtempSync(path.join(tmpdir(), 'features-'));
    tensors = tf.memory().numTensors;
    base = await makeBase();
  });
  afterEach(() => {
    rmSync(cache, { recursive: true });
    // A joined model disposes its base.
    (joined ?? base).dispose();
    joined = undefined;
    assert.equal(tf.memory().numTensors, tensors);
  });

  it('the slides’ head: flatten, 256 relu, 1 sigmoid; more classes: softmax', () => {
    const two = makeHead([4, 4, 512]);
    assert.deepEqual(
      two.layers.slice(1).map((layer) => [layer.getClassName(), layer.outputShape, layer.countParams()]),
      [
        ['Flatten', [null, 8192], 0],
        ['Dense', [null, 256], 2_097_408],
        ['Dense', [null, 1], 257],
      ],
    );
    const five = makeHead([2, 2, 3], { units: 0, classes: 5 });
    assert.equal(five.countParams(), 65);
    const sums = tf.tidy(() => (five.predict(tf.ones([2, 2, 2, 3])) as tf.Tensor).sum(-1).dataSync());
    assert.ok(sums.every((sum) => Math.abs(sum - 1) < 1e-6));
    two.dispose();
    five.dispose();
  });

  it('the joined model predicts what the head predicts from the base’s features, also after the head has learnt', async () => {
    const head = makeHead(base.outputs[0]!.shape.slice(1) as number[], { units: 8 });
    const model = joinHead(base, head);
    joined = model;
    const source = imageSource(makeSet(), 32);
    const features = await extractFeatures(base, source, { cache });
    const images = tf.tidy(() => preprocessVgg16(rgbImages(makeSet(), 32)));
    const targets = classTargets(features.labels, 2);
    const compare = () => {
      const [joint, apart] = tf.tidy(() => [
        [...(model.predict(images) as tf.Tensor).dataSync()],
        [...(head.predict(features.xs) as tf.Tensor).dataSync()],
      ]);
      const worst = Math.max(...joint!.map((value, i) => Math.abs(value - apart![i]!)));
      assert.ok(worst <= 1e-6, `largest difference ${worst}`);
      return joint!;
    };
    const before = compare();
    compileClassifier(head, tf.train.adam(0.01));
    await head.fit(features.xs, targets, { epochs: 3, verbose: 0 });
    assert.notDeepEqual(compare(), before);
    tf.dispose([features.xs, images, targets]);
    head.optimizer.dispose();
    head.dispose();
  });

  it('the layers of base and head lie side by side, so freezing reaches them', () => {
    const model = addHead(base, { units: 4 });
    joined = model;
    assert.deepEqual(
      model.layers.slice(-3).map((layer) => layer.name),
      ['flatten', 'head_dense', 'head_output'],
    );
    freeze(base);
    assert.equal(model.trainableWeights.length, 4);
  });

  it('a head for other features is refused', () => {
    const head = makeHead([2, 2, 8]);
    assert.throws(() => joinHead(base, head), /RangeError: head must take the base's features \[1, 1, 8\], got one for \[2, 2, 8\]/);
    head.dispose();
  });

  describe('the cache of features', () => {
    const get = async (images = imageSource(makeSet(), 32), model = base, options = {}) => {
      const { xs, labels, cached } = await extractFeatures(model, images, { cache, batchSize: 4, ...options });
      const values = [...xs.dataSync()];
      xs.dispose();
      return { values, labels: [...labels], cached };
    };

    it('the second time reads what the first computed, to the bit', async () => {
      const first = await get();
      const second = await get();
      assert.deepEqual([first.cached, second.cached], [false, true]);
      assert.deepEqual(second.values, first.values);
      assert.deepEqual(second.labels, [0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
      assert.equal(readdirSync(cache).length, 2);
    });

    it('features are the base’s own predictions whatever the size of a batch', async () => {
      const { values } = await get(undefined, base, { cache: false });
      const direct = tf.tidy(() => [...(base.predict(preprocessVgg16(rgbImages(makeSet(), 32))) as tf.Tensor).dataSync()]);
      const scale = Math.max(...direct.map(Math.abs));
      assert.ok(scale > 0);
      direct.forEach((value, i) => {
        assert.ok(Math.abs(value - values[i]!) <= 1e-5 * scale);
      });
    });

    it('other images, another size, weights or preprocessing are computed anew', async () => {
      await get();
      assert.equal((await get(imageSource(makeSet(10, 1), 32))).cached, false);
      const weights = base.getLayer('block3_conv1').getWeights();
      const changed = weights.map((weight) => tf.add(weight, 1e-3));
      base.getLayer('block3_conv1').setWeights(changed);
      tf.dispose(changed);
      assert.equal((await get()).cached, false);
      const preprocess = { name: 'half', apply: (x: tf.Tensor4D) => tf.div(x, 2) as tf.Tensor4D };
      assert.equal((await get(undefined, base, { preprocess })).cached, false);
      assert.equal((await get(undefined, base, { preprocess })).cached, true);
    });

    it('a damaged file is not used', async () => {
      const first = await get();
      const file = readdirSync(cache).find((name) => name.endsWith('.f32'))!;
      writeFileSync(path.join(cache, file), new Uint8Array(first.values.length * 4));
      const again = await get();
      assert.equal(again.cached, false);
      assert.deepEqual(again.values, first.values);
      writeFileSync(path.join(cache, file), new Uint8Array(3));
      assert.equal((await get()).cached, false);
    });

    it('a run that breaks leaves no file', async () => {
      const source = imageSource(makeSet(), 32);
      const broken = {
        ...source,
        async *batches(options: { batchSize: number }) {
          yield* source.batches(options);
          throw new Error('disk unplugged');
        },
      };
      await assert.rejects(get(broken), /disk unplugged/);
      assert.deepEqual(readdirSync(cache), []);
    });
  });

  it('computing features does not touch the base', async () => {
    const before = weightHash(base);
    (await extractFeatures(base, imageSource(makeSet(), 32), { cache: false })).xs.dispose();
    assert.equal(weightHash(base), before);
  });

  it('targets: a column of 0 and 1 for two classes, one-hot rows for more', () => {
    const [two, three] = [classTargets([0, 1], 2), classTargets([2, 0], 3)];
    assert.deepEqual(
      [two.arraySync(), three.arraySync()],
      [
        [[0], [1]],
        [
          [0, 0, 1],
          [1, 0, 0],
        ],
      ],
    );
    assert.throws(() => classTargets([0, 2], 2), /labels must be 0 or 1 for two classes, got 2/);
    tf.dispose([two, three]);
  });
});
