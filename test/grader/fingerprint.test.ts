/** "Only what changed is graded again": the version of the grader is another one whenever something that decides marks is. */
import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fingerprint, versionOf } from '../../kernel-helpers/src/grader/class/fingerprint.js';

describe('the version of a grader', () => {
  let root: string;
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  const decide = [
    'kernel-helpers/dist/grader/grading/checks.js',
    'kernel-helpers/dist/kernel/session.js',
    // A check compares with a helper, and a cell fails by the helper's types.
    'kernel-helpers/dist/smoothing/ewa.js',
    'kernel-helpers/dist/smoothing/ewa.d.ts',
    'scripts/grade/lab_grader.py',
    'scripts/requirements.txt',
    'package-lock.json',
    'data/uci-digits.csv.gz',
  ];
  const other = [
    'kernel-helpers/dist/smoothing/ewa.js.map',
    'kernel-helpers/dist/kernel/bundle/front.js',
    'scripts/grade/page.mjs',
    'scripts/grade/__pycache__/lab_grader.pyc',
    'data/README.md',
    'README.md',
  ];
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'lab-version-'));
    for (const file of [...decide, ...other]) write(file, 'one');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  for (const file of decide)
    it(`is another one where ${file} is`, () => {
      const before = versionOf(root);
      write(file, 'two');
      assert.notEqual(versionOf(root), before);
    });
  it('is the same where only pages, maps, texts or what belongs to a machine differ', () => {
    const before = versionOf(root);
    for (const file of other) write(file, 'two');
    assert.equal(versionOf(root), before);
  });
  it('is told from a file that is missing, and from one with another name', () => {
    const before = versionOf(root);
    rmSync(path.join(root, 'kernel-helpers/dist/smoothing/ewa.js'));
    const without = versionOf(root);
    write('kernel-helpers/dist/smoothing/eva.js', 'one');
    assert.equal(new Set([before, without, versionOf(root)]).size, 3);
    rmSync(path.join(root, 'kernel-helpers/dist'), { recursive: true });
    assert.throws(() => versionOf(root), /dist/);
  });
});

describe('the fingerprint of a submission', () => {
  it('is another one where the settings of its assignment are, or one of its files', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lab-fingerprint-'));
    try {
      writeFileSync(path.join(folder, 'demo.ipynb'), 'one');
      const before = fingerprint([folder], { seconds: 300 });
      assert.equal(fingerprint([folder], { seconds: 300 }), before);
      assert.notEqual(fingerprint([folder], { seconds: 600 }), before);
      writeFileSync(path.join(folder, 'demo.ipynb'), 'two');
      assert.notEqual(fingerprint([folder], { seconds: 300 }), before);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
