import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { manifestEntry, readManifest } from '../../kernel-helpers/src/datasets/index.js';

describe('the manifest of downloads', () => {
  it('is valid, and each entry says whose it is and how it is checked', () => {
    const manifest = readManifest();
    assert.ok(Object.keys(manifest).length >= 3);
    const files = Object.values(manifest).map(({ file }) => file);
    assert.equal(new Set(files).size, files.length);
  });

  it("has CIFAR-10's and VGG16's published figures", () => {
    assert.equal(manifestEntry('cifar10').bytes, 170_052_171);
    assert.equal(manifestEntry('cifar10').sha256, 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd');
    assert.equal(manifestEntry('vgg16').md5, '64373286793e3c8b2b4e3219cbf3544b');
    assert.equal(manifestEntry('vgg16-notop').md5, '6d6bbae143d832006294945121d1f1fc');
  });

  it('names the entry and the field that is wrong', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lab-manifest-'));
    const file = path.join(folder, 'manifest.json');
    const good = { title: 't', url: 'https://example.org/a', file: 'a.bin', license: 'MIT', source: 's', sha256: 'a'.repeat(64) };
    const refuse = (entry: object, pattern: RegExp) => {
      writeFileSync(file, JSON.stringify({ thing: entry }));
      assert.throws(() => readManifest(file), pattern);
    };
    try {
      refuse({ ...good, sha256: 'ABC' }, /thing\.sha256: must be 64 lower-case hexadecimal digits/);
      refuse({ ...good, file: '../../etc/passwd' }, /thing\.file: must be a plain file name/);
      refuse({ ...good, url: 'file:///etc/passwd' }, /thing\.url/);
      refuse({ ...good, sha256: undefined }, /thing: must have sha256 or md5, or say "changes": true/);
      writeFileSync(file, '{');
      assert.throws(() => readManifest(file), /cannot be read/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('suggests the name that was meant', () => {
    assert.throws(() => manifestEntry('cifar-10'), /name must be one of .*got 'cifar-10'; did you mean 'cifar10'\?/);
  });
});
