import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { tf } from '../../kernel-helpers/src/core/index.js';
import { ImageSet } from '../../kernel-helpers/src/datasets/index.js';
import {
  addHead,
  estimateTime,
  explainImage,
  extractFeatures,
  heatShare,
  imageSource,
  narrowVgg16,
  pixelsOf,
  preprocessVgg16,
  samplePerClass,
  transferTask,
  vgg16,
  vggExamples,
} from '../../kernel-helpers/src/transfer/index.js';

const set = new ImageSet({
  shape: [1, 1, 1],
  classNames: ['a', 'b', 'c'],
  pixels: Uint8Array.from({ length: 30 }, (_, i) => i),
  labels: Uint8Array.from({ length: 30 }, (_, i) => i % 3),
});

describe('the task of the transfer notebooks', () => {
  it('samples have the asked number of each class, no image in two, the same for the same seed', () => {
    const [train, held] = samplePerClass(set, [4, 3], { seed: 1 });
    assert.deepEqual(
      [train!.countByClass(), held!.countByClass()],
      [
        [4, 4, 4],
        [3, 3, 3],
      ],
    );
    assert.equal(new Set([...train!.pixels, ...held!.pixels]).size, 21);
    assert.deepEqual([...samplePerClass(set, [4, 3], { seed: 1 })[0]!.pixels], [...train!.pixels]);
    assert.notDeepEqual([...samplePerClass(set, [4, 3], { seed: 2 })[0]!.pixels], [...train!.pixels]);
    assert.throws(() => samplePerClass(set, [8, 3], { seed: 1 }), /RangeError: class 'a' must have at least 11 images, got 10/);
  });

  it('the default: 20 and 40 digits a class that the base has never seen', async () => {
    const task = await transferTask();
    assert.deepEqual(task.train.countByClass(), [20, 20, 20, 20, 20]);
    assert.deepEqual(task.validation.countByClass(), [40, 40, 40, 40, 40]);
    assert.deepEqual(task.classNames, ['5', '6', '7', '8', '9']);
    assert.deepEqual(task.base.inputs[0]!.shape, [null, task.size, task.size, 3]);
    task.base.dispose();
  });

  it('a folder of the learner’s own images takes its place', async () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'task-'));
    for (const [name, color] of [
      ['cat', 'red'],
      ['dog', 'blue'],
    ] as const) {
      mkdirSync(path.join(dir, name));
      for (let i = 0; i < 5; i++) {
        await sharp({ create: { width: 8, height: 8, channels: 3, background: color } })
          .png()
          .toFile(path.join(dir, name, `${i}.png`));
      }
    }
    const base = await vgg16({ weights: null, includeTop: false, inputShape: [32, 32, 3], widths: [2, 2, 2, 2, 2] });
    const task = await transferTask({ folder: dir, size: 32, base });
    assert.deepEqual(
      [task.classNames, task.train.countByClass(), task.validation.countByClass()],
      [
        ['cat', 'dog'],
        [4, 4],
        [1, 1],
      ],
    );
    const features = await extractFeatures(task.base, imageSource(task.train, task.size), { cache: false });
    assert.deepEqual(features.xs.shape, [8, 1, 1, 2]);
    features.xs.dispose();
    base.dispose();
    rmSync(dir, { recursive: true });
  });

  it('vggExamples are preprocessed images and targets, without a leak', () => {
    const before = tf.memory().numTensors;
    const { xs, ys } = vggExamples(set, 32);
    assert.deepEqual(
      [xs.shape, ys.shape],
      [
        [30, 32, 32, 3],
        [30, 3],
      ],
    );
    assert.ok(Math.abs(xs.dataSync()[0]! - -103.939) < 1e-4);
    tf.dispose([xs, ys]);
    assert.equal(tf.memory().numTensors, before);
  });

  it('a time is estimated from a measured pass, in proportion to the images', async () => {
    const base = await narrowVgg16();
    const before = tf.memory().numTensors;
    const { features, epoch, text } = estimateTime(base, 100);
    assert.ok(features > 0 && Math.abs(epoch / features - 3) < 1e-9);
    assert.match(text, /features of 100 images: about \d+ (s|min); an epoch with all layers trained: about \d+ (s|min)/);
    assert.equal(tf.memory().numTensors, before);
    base.dispose();
  });

  it('without a network and without the cached file the notebooks’ switch goes down to the digits and says so in one sentence', async function () {
    this.timeout(30_000);
    const folder = mkdtempSync(path.join(tmpdir(), 'offline-'));
    const kept = { cache: process.env.LECTURE_LAB_CACHE, index: process.env.PIP_INDEX_URL };
    // An empty cache, and a registry where nobody answers.
    Object.assign(process.env, { LECTURE_LAB_CACHE: folder, PIP_INDEX_URL: 'http://127.0.0.1:9/simple' });
    try {
      const task = await transferTask({ photographs: 'edges' });
      assert.deepEqual([task.photographs, task.pictures], ['digits', 'digits']);
      assert.deepEqual(task.classNames, ['5', '6', '7', '8', '9']);
      assert.match(
        task.about,
        /^VGG16 with the weights 'edges' is not available \(.*cannot be reached.*\), so the narrow VGG16 for digits takes its place\. 100 training/,
      );
      task.base.dispose();
    } finally {
      for (const [name, value] of [
        ['LECTURE_LAB_CACHE', kept.cache],
        ['PIP_INDEX_URL', kept.index],
      ] as const) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      rmSync(folder, { recursive: true });
    }
  });

  it('another word for the switch is refused', async () => {
    await assert.rejects(transferTask({ photographs: 'cats' as never }), /RangeError: photographs must be one of .*got 'cats'/);
  });
});

describe('an explanation of one image', () => {
  it('pixelsOf undoes the preprocessing', () => {
    const bytes = Uint8Array.from({ length: 4 * 4 * 3 }, (_, i) => (i * 37) % 256);
    const x = tf.tidy(() => preprocessVgg16(tf.tensor4d(Float32Array.from(bytes), [1, 4, 4, 3])));
    assert.deepEqual([...pixelsOf(x)], [...bytes]);
    x.dispose();
  });

  it('heatShare: all heat inside is 1, none is 0, even heat is the share of the area', () => {
    const map = (values: number[]) => ({ height: 2, width: 2, values: Float32Array.from(values) });
    const left = [1, 0, 1, 0];
    assert.equal(heatShare(map([1, 0, 3, 0]), left, 2, 2), 1);
    assert.equal(heatShare(map([0, 1, 0, 3]), left, 2, 2), 0);
    assert.equal(heatShare(map([1, 1, 1, 1]), left, 2, 2), 0.5);
    assert.equal(heatShare(map([1, -5, 1, 0]), left, 2, 2), 1, 'negative heat is none');
    assert.equal(heatShare(map([0, 0, 0, 0]), left, 2, 2), 0);
    assert.throws(() => heatShare(map([0, 0, 0, 0]), left, 3, 2), /RangeError: inside must have 6 values, got 4/);
  });

  it('has two pictures of the image’s size, and leaves no tensor', async () => {
    const model = addHead(await narrowVgg16(), { units: 4, classes: 3 });
    const x = tf.randomUniform([1, 64, 64, 3], -100, 100, 'float32', 1) as tf.Tensor4D;
    const before = tf.memory().numTensors;
    const seen = explainImage(model, x, { layer: 'block4_conv3', label: 'noise', patch: 32 });
    assert.equal(tf.memory().numTensors, before);
    const probability = tf.tidy(() => (model.predict(x) as tf.Tensor).dataSync())[seen.classIndex]!;
    assert.ok(Math.abs(seen.probability - probability) < 1e-6);
    assert.deepEqual(
      seen.pictures.map(({ width, height, label }) => [width, height, label]),
      Array(2).fill([64, 64, `noise, p ${probability.toFixed(2)}`]),
    );
    x.dispose();
    model.dispose();
  });
});
