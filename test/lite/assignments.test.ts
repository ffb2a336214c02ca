/** The assignments of a site are what students get: no line of a solution or of a hidden test, and the course stays as it was. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { leaks } from '../../kernel-helpers/src/grader/notebook/leaks.js';
import { ownCourse } from '../../scripts/grade/nbgrader.mjs';
import { releasedAssignments } from '../../scripts/lite/assignments.mjs';
import { cell, notebook } from '../grader/course.js';

describe('the assignments of a site', function () {
  this.timeout(60_000);
  this.slow(20_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'lab-released-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are the released versions of all, and nothing is written into the course', async () => {
    const before = readdirSync(ownCourse).sort();
    const made = path.join(folder, 'assignments');
    const names = await releasedAssignments(made);
    assert.deepEqual(names, readdirSync(path.join(ownCourse, 'source')).sort());
    assert.deepEqual(readdirSync(made).sort(), names);
    assert.deepEqual(leaks(path.join(ownCourse, 'source'), made), []);
    const stubs = names.filter((name) => readFileSync(path.join(made, name, `${name}.ipynb`), 'utf8').includes('YOUR CODE HERE'));
    assert.ok(stubs.length >= 6, `stubs in ${stubs.join()}`);
    assert.deepEqual(readdirSync(ownCourse).sort(), before);
  });

  it('are refused, all of them, where one would show what it must not', async () => {
    const course = path.join(folder, 'course');
    mkdirSync(path.join(course, 'source/demo'), { recursive: true });
    const secret = 'const theAnswerOfTheTask = 42 * 17;';
    const cells = [
      cell({ kind: 'solution', id: 'task', source: 'YOUR CODE HERE' }),
      cell({ kind: 'given', id: 'block', source: `// BEGIN SOLUTION\n${secret}\n// END SOLUTION` }),
    ];
    writeFileSync(path.join(course, 'source/demo/demo.ipynb'), notebook(cells));
    // A course that marks solutions in another way: nbgrader leaves this block.
    writeFileSync(
      path.join(course, 'nbgrader_config.py'),
      'c = get_config()\nc.ClearSolutions.begin_solution_delimeter = "BEGIN ANSWER"\n',
    );
    const made = path.join(folder, 'refused');
    await assert.rejects(releasedAssignments(made, course), /must not be handed out:[\s\S]*shows a line of a solution: const theAnswer/);
    assert.ok(!existsSync(made), 'nothing of it is in the site');
  });
});
