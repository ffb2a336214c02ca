import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { fashionClasses, hasFashionMnist, loadFashionMnist } from '../../kernel-helpers/src/datasets/index.js';

/** A file in the format IDX. */
function idx(shape: number[], value: (i: number) => number): Buffer {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head.writeInt32BE(0x800 + shape.length, 0);
  shape.forEach((size, i) => {
    head.writeInt32BE(size, 4 + 4 * i);
  });
  return gzipSync(Buffer.concat([head, Buffer.from(Uint8Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => value(i)))]), {
    level: 1,
  });
}

describe('Fashion-MNIST', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'fashion-'));
  const put = (name: string, bytes: Buffer) => writeFileSync(path.join(folder, name), bytes);
  before(function () {
    this.timeout(60_000);
    put(
      'train-images-idx3-ubyte.gz',
      idx([60_000, 28, 28], (i) => Math.floor(i / 784) % 251),
    );
    put(
      'train-labels-idx1-ubyte.gz',
      idx([60_000], (i) => i % 10),
    );
    put(
      't10k-images-idx3-ubyte.gz',
      idx([10_000, 28, 28], (i) => i % 256),
    );
    put(
      't10k-labels-idx1-ubyte.gz',
      idx([10_000], (i) => i % 10),
    );
  });
  after(() => rmSync(folder, { recursive: true }));

  it('reads pictures and labels together, and samples the same ones each time', async function () {
    this.timeout(60_000);
    const { train, test } = await loadFashionMnist({ folder, train: 50, test: 10 });
    assert.deepEqual([train.count, test.count, train.shape], [50, 10, [28, 28, 1]]);
    assert.deepEqual(train.classNames, fashionClasses);
    const again = await loadFashionMnist({ folder, train: 20, test: 10 });
    assert.deepEqual([...again.train.labels], [...train.labels.slice(0, 20)]);
    // Picture n is filled with n mod 251 and has label n mod 10: they must have stayed together.
    const whole = (await loadFashionMnist({ folder, test: 1 })).train;
    assert.deepEqual([whole.count, whole.labels[12_345], whole.image(12_345)[0]], [60_000, 5, 12_345 % 251]);
  });

  it('is real where Debian’s package is installed: 6,000 of each class', async function () {
    this.timeout(60_000);
    if (!hasFashionMnist()) {
      if (process.env.CI) assert.fail('CI installs dataset-fashion-mnist');
      this.skip();
    }
    const { train, test } = await loadFashionMnist();
    assert.deepEqual(train.countByClass(), Array(10).fill(6000));
    assert.deepEqual(test.countByClass(), Array(10).fill(1000));
  });

  it('a cut-off file, another format, a wrong size, a label of no class and a missing file are named', async function () {
    this.timeout(60_000);
    const good = idx([10_000], (i) => i % 10);
    const name = 't10k-labels-idx1-ubyte.gz';
    const fails = async (bytes: Buffer, pattern: RegExp) => {
      put(name, bytes);
      await assert.rejects(loadFashionMnist({ folder, train: 1, test: 1 }), pattern);
    };
    await fails(good.subarray(0, 100), /t10k-labels-idx1-ubyte\.gz cannot be unpacked/);
    await fails(Buffer.from('text'), /t10k-labels-idx1-ubyte\.gz cannot be unpacked/);
    await fails(
      idx([9_999], () => 1),
      /must hold \[10000\] bytes, got \[9999\]/,
    );
    await fails(
      idx([20_000], () => 1),
      /cannot be unpacked/,
    );
    await fails(gzipSync(Buffer.from([1, 2])), /must hold \[10000\] bytes, got \[\] in 2 bytes/);
    await fails(
      idx([10_000], () => 10),
      /labels must be at most 9, got 10/,
    );
    put(name, good);
    await assert.rejects(loadFashionMnist({ folder: path.join(folder, 'none') }), /cannot be read \(ENOENT\)/);
    await assert.rejects(loadFashionMnist({ folder, train: 60_001 }), /RangeError: train must be/);
  });
});
