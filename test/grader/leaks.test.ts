import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { leaks } from '../../kernel-helpers/src/grader/notebook/leaks.js';

describe('the check for leaks', () => {
  let folder: string;
  const write = (where: string, ...sources: string[]) => {
    mkdirSync(path.join(folder, where), { recursive: true });
    writeFileSync(path.join(folder, where, 'a.ipynb'), JSON.stringify({ cells: sources.map((source) => ({ cell_type: 'code', source })) }));
  };
  const found = () => leaks(path.join(folder, 'source'), path.join(folder, 'release'));
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-leaks-'));
    write(
      'source',
      '// BEGIN SOLUTION\nconst answer = computeIt(42, 17);\n// END SOLUTION',
      '// BEGIN HIDDEN TESTS\nexpectClose(f(1000), 1000, 1e-9);\n// END HIDDEN TESTS\nexpectClose(f(0), 0, 1e-9);',
    );
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  it('finds nothing in a clean release', () => {
    write('release', '// YOUR CODE HERE', 'expectClose(f(0), 0, 1e-9);');
    assert.deepEqual(found(), []);
  });
  it('finds a line of a solution, of a hidden test, and a marker', () => {
    write('release', 'const answer = computeIt(42, 17);', 'expectClose(f(1000), 1000, 1e-9);', '// END SOLUTION');
    assert.deepEqual(
      found().map((text) => text.replace(/:.*/, '')),
      ['a.ipynb still has the marker END SOLUTION', 'a.ipynb shows a line of a solution', 'a.ipynb shows a line of a hidden test'],
    );
  });
});
