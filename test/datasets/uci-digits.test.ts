import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dataPath, tf } from '../../kernel-helpers/src/core/index.js';
import { loadMnist, loadUciDigits } from '../../kernel-helpers/src/datasets/index.js';

describe('digits of the UCI repository', () => {
  it('are the file of scikit-learn 1.7.2, byte for byte', () => {
    const hash = createHash('sha256')
      .update(readFileSync(dataPath('uci-digits.csv.gz')))
      .digest('hex');
    assert.equal(hash, '09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22');
  });

  it('are 1,797, each class with as many as scikit-learn counts', async () => {
    const digits = await loadUciDigits();
    assert.equal(digits.count, 1797);
    assert.deepEqual(digits.countByClass(), [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  });

  it('start with the 0 that scikit-learn starts with, as bytes', async () => {
    const digits = await loadUciDigits({ size: 8 });
    assert.deepEqual([...digits.shape, digits.labels[0]], [8, 8, 1, 0]);
    const first = [0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0];
    assert.deepEqual(
      [...digits.image(0).subarray(0, 16)],
      first.map((ink) => Math.round((255 * ink) / 16)),
    );
  });

  it('stand in MNIST’s frame: 28×28, the ink inside a box of 20×20, its center in the middle', async () => {
    const digits = await loadUciDigits({ count: 200 });
    assert.deepEqual([...digits.shape], [28, 28, 1]);
    for (let i = 0; i < digits.count; i++) {
      const image = digits.image(i);
      const ink = image.reduce((sum, v) => sum + v, 0);
      const spots = [...image.keys()].filter((p) => image[p]! > 0);
      const middle = (of: (p: number) => number) => spots.reduce((sum, p) => sum + (image[p]! * of(p)) / ink, 0);
      const size = (of: (p: number) => number) => Math.max(...spots.map(of)) - Math.min(...spots.map(of)) + 1;
      for (const of of [(p: number) => p % 28, (p: number) => Math.floor(p / 28)]) {
        assert.ok(Math.abs(middle(of) - 13.5) < 0.51, `digit ${i}: ${middle(of)}`);
        assert.ok(size(of) <= 20);
      }
    }
  });

  it('have about as much ink as MNIST’s, since both are scaled to the same box', async () => {
    const { test } = await loadMnist({ test: 500 });
    const mean = (pixels: Uint8Array) => pixels.reduce((sum, v) => sum + v, 0) / pixels.length;
    const [theirs, ours] = [mean((await loadUciDigits({ count: 500 })).pixels), mean(test.pixels)];
    assert.ok(theirs > 0.7 * ours && theirs < 2 * ours, `${theirs} and ${ours}`);
  });

  it('are sampled the same way each time, and leave no tensors', async () => {
    const before = tf.memory().numTensors;
    const [a, b] = [await loadUciDigits({ count: 50 }), await loadUciDigits({ count: 50 })];
    assert.deepEqual(a.pixels, b.pixels);
    assert.deepEqual((await loadUciDigits({ count: 20, size: 8 })).labels, a.labels.slice(0, 20));
    assert.equal(tf.memory().numTensors, before);
  });

  it('refuse a count or a size that is not there with one line', async () => {
    await assert.rejects(loadUciDigits({ count: 1798 }), /^RangeError: count must be .*1797.*, got 1798$/);
    await assert.rejects(loadUciDigits({ size: 16 as 8 }), /^RangeError: size must be 8 or 28, got 16$/);
  });
});
