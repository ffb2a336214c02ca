import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seededRandom } from '../../kernel-helpers/src/core/index.js';
import { type Cifar10Options, cifar10Classes, loadCifar10 } from '../../kernel-helpers/src/datasets/index.js';
import { serveFile } from '../support/file-server.js';

// tar is a dependency of kernel-helpers, not of the tests' own folder.
const { create } = createRequire(new URL('../../kernel-helpers/package.json', import.meta.url))('tar') as {
  create(options: { sync: true; gzip: true; cwd: string; file: string }, entries: string[]): void;
};

const perFile = 12;
const files = ['data_batch_1.bin', 'data_batch_2.bin', 'data_batch_3.bin', 'data_batch_4.bin', 'data_batch_5.bin', 'test_batch.bin'];

/** Record k of file f in the official layout: label, red plane, green plane, blue plane. */
function record(f: number, k: number): Uint8Array {
  const bytes = new Uint8Array(3073);
  const noise = seededRandom(1000 * f + k);
  bytes[0] = (f + k) % 10;
  for (let i = 1; i < bytes.length; i++) bytes[i] = noise.integer(256);
  return bytes;
}

describe('CIFAR-10', () => {
  let folder: string;
  const inside = () => path.join(folder, 'cifar-10-batches-bin');

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-cifar-'));
    mkdirSync(inside());
    for (const [f, name] of files.entries()) {
      writeFileSync(path.join(inside(), name), Buffer.concat(Array.from({ length: perFile }, (_, k) => record(f, k))));
    }
    writeFileSync(path.join(inside(), 'batches.meta.txt'), `${cifar10Classes.join('\n')}\n`);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const pack = (): string => {
    const archive = path.join(folder, 'cifar-10-binary.tar.gz');
    create({ sync: true, gzip: true, cwd: folder, file: archive }, ['cifar-10-batches-bin']);
    return archive;
  };
  const load = (options: Cifar10Options = {}) => loadCifar10({ folder: path.join(folder, 'cache'), ...options });

  it('is downloaded, checked, unpacked and split as its publisher split it', async () => {
    const content = readFileSync(pack());
    const source = { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
    await using server = await serveFile(content, 'cifar-10-binary.tar.gz');
    const quiet = { source: { ...source, url: server.url }, onProgress: () => undefined };
    const { train, test } = await load(quiet);
    assert.deepEqual([train.count, test.count, train.shape], [5 * perFile, perFile, [32, 32, 3]]);
    assert.deepEqual(train.classNames, ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck']);
    await load(quiet);
    assert.equal(server.ranges.length, 1, 'the second load needs no download');
  });

  it('puts the three colours of a pixel side by side', async () => {
    const { train } = await load({ archive: pack() });
    const at = perFile + 3; // image 3 of the second file
    const raw = record(1, 3);
    assert.equal(train.labels[at], raw[0]);
    for (const p of [0, 31, 32, 500, 1023]) {
      assert.deepEqual(Array.from(train.image(at).subarray(3 * p, 3 * p + 3)), [raw[1 + p], raw[1025 + p], raw[2049 + p]]);
    }
  });

  it('can be loaded in part: the first images', async () => {
    const archive = pack();
    const [all, some] = [await load({ archive }), await load({ archive, train: perFile + 2, test: 3 })];
    assert.deepEqual([some.train.count, some.test.count], [perFile + 2, 3]);
    assert.deepEqual(some.train.pixels, all.train.take(perFile + 2).pixels);
    assert.deepEqual(some.test.labels, all.test.labels.slice(0, 3));
  });

  const refuses = async (pattern: RegExp) => {
    await assert.rejects(load({ archive: pack() }), pattern);
    const left = readdirSync(path.join(folder, 'cache'));
    assert.deepEqual(
      left.filter((name) => name.includes('new')),
      [],
    );
  };

  it('with a label above 9 is refused, and the image named', async () => {
    const bytes = readFileSync(path.join(inside(), files[0]!));
    bytes[4 * 3073] = 10;
    writeFileSync(path.join(inside(), files[0]!), bytes);
    await refuses(/data_batch_1\.bin: image 4 has the label 10, above 9/);
  });

  it('with a file of a wrong size is refused', async () => {
    truncateSync(path.join(inside(), files[2]!), perFile * 3073 - 1);
    await refuses(/data_batch_3\.bin has 36875 bytes, no multiple of the 3073 of one image/);
    writeFileSync(path.join(inside(), files[2]!), Buffer.alloc(10_001 * 3073));
    await refuses(/data_batch_3\.bin has 30733073 bytes, more than/);
  });

  it('with a missing file is refused', async () => {
    rmSync(path.join(inside(), files[5]!));
    await refuses(/lacks test_batch\.bin/);
  });

  it('with a link in the place of a file is refused, and the link not followed', async () => {
    rmSync(path.join(inside(), files[0]!));
    symlinkSync('/etc/passwd', path.join(inside(), files[0]!));
    await refuses(/data_batch_1\.bin is a SymbolicLink, not a file/);
  });

  it('in a truncated or foreign archive is refused', async () => {
    const archive = pack();
    const { length } = readFileSync(archive);
    truncateSync(archive, Math.floor(length / 2));
    await assert.rejects(load({ archive }), /cifar-10-binary\.tar\.gz (cannot be unpacked|lacks).*truncated/);
    writeFileSync(archive, 'no archive at all');
    await assert.rejects(load({ archive }), /cifar-10-binary\.tar\.gz (cannot be unpacked|lacks)/);
    await assert.rejects(load({ archive: path.join(folder, 'nothing') }), /archive .*nothing is not there/);
  });

  it('refuses numbers of images that there are not', async () => {
    await assert.rejects(load({ train: 50_001 }), /train must be in \[1, 50000\], got 50001/);
    await assert.rejects(load({ test: 0 }), /test must be in \[1, 10000\], got 0/);
  });
});
