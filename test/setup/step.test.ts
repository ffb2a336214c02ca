import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fingerprint, isDone, runStep } from '../../scripts/setup/step.mjs';

describe('a step of set-up', () => {
  const name = 'test-step';
  let folder: string;
  let made: string;
  let runs: number;
  const step = (print: string, fail = false) => ({
    name,
    title: 'Test step',
    print,
    makes: [made],
    async run() {
      runs++;
      if (fail) throw new Error('broken off');
      writeFileSync(made, 'made');
    },
  });
  /** The stamps lie in a folder of the test's own: the checkout's say what is set up in it. */
  const at = () => ({ at: 1, of: 1, quiet: true, stamps: path.join(folder, 'stamps') });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-step-'));
    made = path.join(folder, 'made');
    runs = 0;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('that is done is not done again', async () => {
    await runStep(step('a'), at());
    await runStep(step('a'), at());
    assert.equal(runs, 1);
  });
  it('is done again when what it depends on changed', async () => {
    await runStep(step('a'), at());
    await runStep(step('b'), at());
    assert.equal(runs, 2);
  });
  it('is done again when what it made is gone', async () => {
    await runStep(step('a'), at());
    rmSync(made);
    await runStep(step('a'), at());
    assert.equal(runs, 2);
  });
  it('that broke off counts as not done and goes on the next time', async () => {
    await assert.rejects(runStep(step('a', true), at()), /broken off/);
    assert.equal(isDone(name, 'a', [], at().stamps), false);
    await runStep(step('a'), at());
    assert.equal(runs, 2);
    assert.equal(isDone(name, 'a', [made], at().stamps), true);
  });
  it('has a fingerprint of contents, and of a missing file', () => {
    writeFileSync(made, 'one');
    const one = fingerprint('x', { file: made });
    writeFileSync(made, 'two');
    assert.notEqual(fingerprint('x', { file: made }), one);
    assert.notEqual(fingerprint('x', { file: `${made}.absent` }), one);
    writeFileSync(made, 'one');
    assert.equal(fingerprint('x', { file: made }), one);
  });
});
