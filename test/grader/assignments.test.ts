import { strict as assert } from 'node:assert';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import type { NotebookOutcome } from '../../kernel-helpers/src/grader/grade-notebook.js';
import { readCells } from '../../kernel-helpers/src/grader/notebook/cells.js';
import { leaks } from '../../kernel-helpers/src/grader/notebook/leaks.js';
import { trouble } from '../../kernel-helpers/src/grader/sandbox/index.js';
import { NbgraderSession } from '../../scripts/grade/session.mjs';
import { type Ahead, ahead } from '../support/ahead.js';
import { outcomeOf } from './course.js';

const assignments = path.join(projectRoot, 'notebooks/assignments');

/** What becomes of a notebook that lies at `submitted`, by the tests of the assignment's source. */
function graded(name: string, submitted: string): Promise<NotebookOutcome> {
  const source = path.join(assignments, 'source', name, `${name}.ipynb`);
  return outcomeOf({ source, submitted, folder: path.dirname(submitted), sandbox });
}

const sandbox = trouble('bubblewrap') === undefined ? 'bubblewrap' : 'none';
const names = readdirSync(path.join(assignments, 'source'));
// After the lecture the concept test has the cells that it has before (see concept-test.test.ts).
const different = names.filter((one) => one !== 'concept-test-after');

describe('every assignment', function () {
  // The first test waits for those that run beside it.
  this.timeout(300_000);
  this.slow(60_000);
  let course: string;
  let outcomes: Ahead<string, NotebookOutcome> | undefined;
  const releasedOf = (name: string) => path.join(course, 'release', name, `${name}.ipynb`);
  before(async () => {
    course = mkdtempSync(path.join(tmpdir(), 'lab-assignments-'));
    mkdirSync(path.join(course, 'source'));
    cpSync(path.join(assignments, 'source'), path.join(course, 'source'), { recursive: true });
    cpSync(path.join(assignments, 'nbgrader_config.py'), path.join(course, 'nbgrader_config.py'));
    const session = new NbgraderSession(course);
    try {
      for (const name of different) assert.deepEqual(await session.ask({ do: 'assignment', name }), { ok: true });
    } finally {
      session.close();
    }
    const places = different.flatMap((name) => [path.join(assignments, 'source', name, `${name}.ipynb`), releasedOf(name)]);
    // They use a whole core each.
    outcomes = ahead(places, (place) => graded(path.basename(place, '.ipynb'), place), availableParallelism());
  });
  after(async () => {
    await outcomes?.stop();
    rmSync(course, { recursive: true, force: true });
  });

  it('there are six, and the concept test twice', () => assert.equal(names.length, 8));
  for (const name of different) {
    describe(name, () => {
      const source = path.join(assignments, 'source', name, `${name}.ipynb`);
      const tests = readCells(source)
        .filter((cell) => cell.kind === 'test')
        .map(({ id = '', points }) => ({ id, points }));
      it('gives the model solution every point, and its experiment has a chart', async () => {
        const { cells: marks, runs } = (await outcomes?.of(source)) ?? assert.fail();
        for (const { id, ok, error } of runs) assert.ok(ok, `${id}: ${error}`);
        const experiment = runs.find(({ id }) => id === 'experiment-code');
        if (!name.startsWith('concept-test'))
          assert.ok(
            experiment?.outputs?.some(({ png }) => png),
            'a picture for the one who marks',
          );
        assert.ok(tests.length >= 3);
        for (const { id, points } of tests) {
          const mark = marks[id];
          assert.ok(mark && 'score' in mark, `${id}: ${JSON.stringify(mark)}`);
          assert.equal(mark.score, points, `${id}: ${JSON.stringify(mark, null, 1)}`);
          assert.equal(mark.points, points, `${id}: the helper and nbgrader agree on the points`);
        }
      });
      it('releases no line of a solution or of a hidden test, and gives the released version none', async () => {
        assert.deepEqual(leaks(path.join(course, 'source', name), path.join(course, 'release', name)), []);
        assert.match(readFileSync(releasedOf(name), 'utf8'), /YOUR CODE HERE/);
        const { cells: marks } = (await outcomes?.of(releasedOf(name))) ?? assert.fail();
        for (const { id } of tests) {
          const mark = marks[id];
          assert.equal(mark && 'score' in mark ? mark.score : undefined, 0, `${id}: ${JSON.stringify(mark, null, 1)}`);
        }
      });
    });
  }
});
