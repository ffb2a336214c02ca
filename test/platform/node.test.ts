/** What differs between Node and a browser keeps the same laws: here on Node, in `test/browser/platform.test.ts` in Chromium. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { browserForms } from './bundle.js';
import { lawCases } from './law-cases.js';
import { allLaws, elsewhere } from './laws/all.js';
import type { Verdict } from './laws/laws.js';

describe('platform interfaces on Node', function () {
  this.timeout(120_000);
  lawCases(async () => {
    const script = path.join(import.meta.dirname, 'in-node.ts');
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], { maxBuffer: 1e8 });
    return JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Verdict[];
  });

  it('each entry of the field `browser` has laws, or a reason', () => {
    const names = new Set(allLaws(() => Promise.reject(new Error('not run'))).flatMap(({ name }) => name.split(' and ')));
    assert.deepEqual(
      Object.keys(browserForms).filter((name) => !names.has(name) && !(name in elsewhere)),
      [],
    );
    assert.deepEqual(
      Object.keys(elsewhere).filter((name) => !(name in browserForms)),
      [],
      'reasons of entries that are gone',
    );
  });
});
