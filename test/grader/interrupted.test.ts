/** Ctrl-C while a class is graded: what is graded is kept, and the same command goes on with the rest. */
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { csvParse } from 'd3-dsv';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { trouble } from '../../kernel-helpers/src/grader/sandbox/index.js';
import { cells, handIn, makeCourse, solution } from './course.js';

const walls = trouble('bubblewrap') === undefined ? [] : ['--trusted'];
const students = ['ada', 'bob', 'cyd', 'dan'];
const gradedLine = /^\[\d\/\d\] (\w+): graded/gm;

/** Grades the class, one submission at a time. @param onText is called with all text so far */
function grade(course: string, onText?: (text: string, interrupt: () => void) => void): Promise<{ status: number | null; text: string }> {
  const child = spawn(
    process.execPath,
    [path.join(projectRoot, 'scripts/grade.mjs'), 'demo', '--course', course, '--jobs', '1', ...walls],
    {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      onText?.(text, () => child.kill('SIGINT'));
    });
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, text })));
}

const gradedIn = (text: string): (string | undefined)[] => [...text.matchAll(gradedLine)].map(([, student]) => student);

describe('grading that is broken off by Ctrl-C', function () {
  this.timeout(240_000);
  this.slow(60_000);
  let course: string;
  before(() => {
    course = makeCourse();
    for (const student of students) handIn(course, student, cells(solution, false));
  });
  after(() => rmSync(course, { recursive: true, force: true }));

  it('keeps what is graded, says so with status 130, and the same command grades the rest alone', async () => {
    let interrupted = false;
    const first = await grade(course, (text, interrupt) => {
      if (interrupted || gradedIn(text).length === 0) return;
      interrupted = true;
      interrupt();
    });
    assert.equal(first.status, 130, first.text);
    assert.match(first.text, /^Broken off\. What was graded is kept; the same command goes on with the rest\.$/m);
    const done = gradedIn(first.text);
    assert.ok(done.length >= 1 && done.length < students.length, first.text);

    const second = await grade(course);
    assert.equal(second.status, 0, second.text);
    assert.deepEqual([...done, ...gradedIn(second.text)], students);
    const rows = csvParse(readFileSync(path.join(course, 'grades.csv'), 'utf8'));
    assert.deepEqual(
      rows.map(({ student, score }) => [student, score]),
      students.map((student) => [student, '6']),
    );
  });
});
