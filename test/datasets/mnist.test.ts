import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { tf } from '../../kernel-helpers/src/core/index.js';
import { oneHot } from '../../kernel-helpers/src/datasets/image-set.js';
import { type ImageSet, loadMnist } from '../../kernel-helpers/src/datasets/index.js';

const keys = (set: ImageSet): string[] =>
  Array.from({ length: set.count }, (_, i) => createHash('sha1').update(set.image(i)).digest('hex'));
const digest = (set: ImageSet): string => createHash('sha256').update(set.pixels).update(set.labels).digest('hex').slice(0, 16);

describe('MNIST', () => {
  it('has ten thousand real digits, four fifths for training', async () => {
    const { train, test } = await loadMnist();
    assert.equal(train.count + test.count, 10_000);
    // The known class counts of the first ten thousand training images of MNIST.
    const total = train.countByClass().map((n, k) => n + test.countByClass()[k]!);
    assert.deepEqual(total, [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]);
    for (const [k, n] of test.countByClass().entries()) assert.equal(n, Math.ceil(total[k]! / 5));
    assert.equal(new Set(train.pixels).size, 256);
  });

  it('never mixes training and test images', async () => {
    const { train, test } = await loadMnist();
    const seen = new Set(keys(train));
    assert.deepEqual(
      keys(test).filter((key) => seen.has(key)),
      [],
    );
  });

  it('has a split that never changes', async () => {
    const { train, test } = await loadMnist();
    assert.deepEqual([digest(train), digest(test)], ['d201be46b05ccb7b', 'db0b951073a9347b']);
  });

  it('keeps an image on its side of the split for every choice of digits and size', async () => {
    const all = await loadMnist();
    const some = await loadMnist({ digits: [7, 3], train: 101, test: 40 });
    assert.deepEqual([some.train.count, some.test.count], [101, 40]);
    assert.deepEqual(some.train.classNames, ['7', '3']);
    const [train, test] = [new Set(keys(all.train)), new Set(keys(all.test))];
    assert.ok(keys(some.train).every((key) => train.has(key)));
    assert.ok(keys(some.test).every((key) => test.has(key)));
  });

  it('gives prefixes with nearly equal shares of the digits', async () => {
    const { train } = await loadMnist({ train: 100 });
    assert.ok(
      train.countByClass().every((n) => n >= 8 && n <= 12),
      String(train.countByClass()),
    );
  });

  it('gives exactly n examples of each digit on request', async () => {
    const { train } = await loadMnist({ digits: [5, 6, 7, 8, 9], trainPerDigit: 20 });
    assert.deepEqual(train.countByClass(), [20, 20, 20, 20, 20]);
  });

  it('turns into tensors in [0, 1] with one-hot labels, and leaves disposal to the caller', async () => {
    const { train } = await loadMnist({ train: 20, test: 5 });
    const before = tf.memory().numTensors;
    const { xs, ys } = train.tensors();
    assert.deepEqual(
      [xs.shape, ys.shape],
      [
        [20, 28, 28, 1],
        [20, 10],
      ],
    );
    assert.deepEqual(
      Array.from(xs.dataSync(), (v) => Math.round(v * 255)),
      Array.from(train.pixels),
    );
    const hot = ys.arraySync();
    assert.deepEqual(
      hot.map((row) => row.indexOf(1)),
      Array.from(train.labels),
    );
    assert.ok(hot.every((row) => row.reduce((a, b) => a + b) === 1));
    const flat = train.tensors({ images: 'flat', labels: 'index' });
    assert.deepEqual(
      [flat.xs.shape, flat.ys.shape],
      [
        [20, 784],
        [20, 1],
      ],
    );
    assert.deepEqual(Array.from(flat.ys.dataSync()), Array.from(train.labels));
    tf.dispose([xs, ys, flat.xs, flat.ys]);
    assert.equal(tf.memory().numTensors, before);
  });

  it('looks like digits: a one has less ink than a zero', async () => {
    const { train } = await loadMnist({ digits: [0, 1] });
    const ink = [0, 0];
    for (let i = 0; i < train.count; i++) ink[train.labels[i]!]! += train.image(i).reduce((a, b) => a + b, 0);
    const [zero, one] = ink.map((sum, k) => sum / train.countByClass()[k]!);
    assert.ok(one! < zero! / 1.8, `${zero} ${one}`);
  });

  it('refuses what is not there with one line', async () => {
    await assert.rejects(loadMnist({ digits: [10] }), /RangeError: digits\[0\] must be in \[0, 9\], got 10/);
    await assert.rejects(loadMnist({ digits: [1, 1] }), /digits must differ, got \[1, 1\]/);
    await assert.rejects(loadMnist({ digits: [5], trainPerDigit: 700 }), /trainPerDigit must be in \[1, 690\], got 700/);
    await assert.rejects(loadMnist({ train: 0 }), /train must be in \[1, ∞\), got 0/);
    assert.throws(() => oneHot([3], 3), /labels\[0\] must be in \[0, 3\), got 3/);
  });
});
