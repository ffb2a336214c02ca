import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { readCells } from '../../kernel-helpers/src/grader/notebook/cells.js';
import { leaks } from '../../kernel-helpers/src/grader/notebook/leaks.js';
import { trouble } from '../../kernel-helpers/src/grader/sandbox/index.js';
import { nbgrader } from '../../scripts/grade/nbgrader.mjs';

const assignments = path.join(projectRoot, 'notebooks/assignments');

interface Mark {
  score?: number;
  points?: number;
  error?: string;
  lines?: { name: string; passed: boolean; expected?: string; came?: string }[];
}

/** The marks of a notebook that lies at `submitted`, by the tests of the assignment's source. */
function marksOf(name: string, submitted: string): Record<string, Mark> {
  const argv = [
    path.join(projectRoot, 'kernel-helpers/dist/grader/grade-notebook.js'),
    ...['--source', path.join(assignments, 'source', name, `${name}.ipynb`), '--submitted', submitted, '--folder', path.dirname(submitted)],
    ...['--sandbox', trouble('bubblewrap') === undefined ? 'bubblewrap' : 'none'],
  ];
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--no-warnings', ...argv], { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(status, 0, stderr.slice(-2000));
  return (JSON.parse(stdout.trim().split('\n').at(-1)!) as { cells: Record<string, Mark> }).cells;
}

describe('every assignment', function () {
  this.timeout(180_000);
  this.slow(60_000);
  let course: string;
  before(() => {
    course = mkdtempSync(path.join(tmpdir(), 'lab-assignments-'));
    mkdirSync(path.join(course, 'source'));
    cpSync(path.join(assignments, 'source'), path.join(course, 'source'), { recursive: true });
    cpSync(path.join(assignments, 'nbgrader_config.py'), path.join(course, 'nbgrader_config.py'));
  });
  after(() => rmSync(course, { recursive: true, force: true }));

  it('there are five', () => assert.equal(readdirSync(path.join(assignments, 'source')).length, 5));
  for (const name of readdirSync(path.join(assignments, 'source'))) {
    describe(name, () => {
      const source = path.join(assignments, 'source', name, `${name}.ipynb`);
      const tests = readCells(source)
        .filter((cell) => cell.kind === 'test')
        .map(({ id = '', points }) => ({ id, points }));
      it('gives the model solution every point', () => {
        const marks = marksOf(name, source);
        assert.ok(tests.length >= 3);
        for (const { id, points } of tests) {
          assert.equal(marks[id]?.score, points, `${id}: ${JSON.stringify(marks[id], null, 1)}`);
          assert.equal(marks[id]?.points, points, `${id}: the helper and nbgrader agree on the points`);
        }
      });
      it('releases no line of a solution or of a hidden test, and gives the released version none', async () => {
        const { status, output } = await nbgrader(['generate_assignment', name, '--force'], { course });
        assert.equal(status, 0, output);
        assert.deepEqual(leaks(path.join(course, 'source', name), path.join(course, 'release', name)), []);
        const released = path.join(course, 'release', name, `${name}.ipynb`);
        assert.match(readFileSync(released, 'utf8'), /YOUR CODE HERE/);
        const marks = marksOf(name, released);
        for (const { id } of tests) assert.equal(marks[id]?.score, 0, `${id}: ${JSON.stringify(marks[id], null, 1)}`);
      });
    });
  }
});
