/** `npm run grade` over small courses, as a lecturer runs it: every submission has its row, and no bad one stops the class. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { csvParse } from 'd3-dsv';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { trouble } from '../../kernel-helpers/src/grader/sandbox/index.js';
import { cell, cells, handIn, makeCourse, notebook, solution } from './course.js';

const command = (script: string, ...args: string[]) =>
  spawnSync(process.execPath, [path.join(projectRoot, 'scripts', script), ...args], { encoding: 'utf8', cwd: projectRoot });
const walls = trouble('bubblewrap') === undefined ? [] : ['--trusted'];
const rowsOf = (course: string) => csvParse(readFileSync(path.join(course, 'grades.csv'), 'utf8'));

describe('npm run grade over a class', function () {
  this.timeout(240_000);
  this.slow(60_000);
  let course: string;
  let outcome: ReturnType<typeof command>;
  before(() => {
    course = makeCourse();
    handIn(course, 'good', cells(solution, false));
    handIn(
      course,
      'half',
      cells({ softmax: 'function softmax(z: number[]): number[] { return z.map(() => 1 / z.length); }', mean: solution.mean }, false),
    );
    for (const [student, file, content] of [
      ['broken', 'demo.ipynb', '{ "cells": ['],
      ['empty', 'notes.txt', 'I forgot the notebook, sorry'],
      ['text', 'demo.ipynb', '"a notebook, honestly"'],
    ] as const) {
      mkdirSync(path.join(course, 'submitted', student, 'demo'), { recursive: true });
      writeFileSync(path.join(course, 'submitted', student, 'demo', file), content);
    }
    outcome = command('grade.mjs', 'demo', '--course', course, ...walls);
  });
  after(() => rmSync(course, { recursive: true, force: true }));

  it('grades.csv has a row for every submission; what could not be graded has a reason and no score', () => {
    const rows = rowsOf(course);
    assert.deepEqual(
      rows.columns,
      ['student', 'assignment', 'state', 'score', 'max_score', 'raw_score', 'late_submission_penalty', 'timestamp', 'reason'],
      outcome.stderr,
    );
    assert.deepEqual(
      rows.map(({ student, state, score, reason }) => [student, state, score, reason]),
      [
        ['broken', 'not graded', '', 'demo.ipynb is not a notebook: Unexpected end of JSON input'],
        ['empty', 'not graded', '', 'demo.ipynb was not handed in; the folder holds notes.txt'],
        ['good', 'waits for 1 marks by hand', '6', ''],
        ['half', 'waits for 1 marks by hand', '3', ''],
        ['text', 'not graded', '', 'demo.ipynb is not a notebook of format 4'],
      ],
    );
  });
  it('says the same on screen, and its exit status tells that some were not graded', () => {
    assert.match(outcome.stdout, /good\s+waits for 1 marks by hand, 6 of 9/);
    assert.match(outcome.stdout, /broken\s+not graded: demo\.ipynb is not a notebook/);
    assert.match(outcome.stdout, /2 graded, 3 not graded; /);
    assert.equal(outcome.status, 2, outcome.stderr);
  });
  it('makes feedback for whom it graded, with a reason for each lost point', () => {
    const page = readFileSync(path.join(course, 'feedback/half/demo/demo.html'), 'utf8');
    assert.match(page, /✗ the slide: expected [^<]*0\.842/);
    assert.doesNotMatch(page, /<script|https?:\/\/(?!www\.w3\.org)[^"]*\.js/);
    assert.equal(existsSync(path.join(course, 'feedback/broken')), false);
  });
  it('one student alone can be graded again, and the others keep their rows', () => {
    handIn(course, 'broken', cells(solution, false));
    const again = command('grade.mjs', 'demo', '--course', course, '--student', 'broken', ...walls);
    assert.equal(again.status, 2, again.stderr);
    assert.deepEqual(
      rowsOf(course).map(({ student, score }) => [student, score]),
      [
        ['broken', '6'],
        ['empty', ''],
        ['good', '6'],
        ['half', '3'],
        ['text', ''],
      ],
    );
  });
  it('bad arguments get one line and exit status 1', () => {
    for (const [script, args, said] of [
      ['grade.mjs', ['nothing', '--course', course], /^NAME must be one of demo, got nothing$/m],
      ['grade.mjs', ['demo', '--course', path.join(course, 'source')], /^--course must be a folder with source\/<assignment>\/, got /m],
      [
        'grade.mjs',
        ['demo', '--course', course, '--student', 'nobody', ...walls],
        /^--student must be one of broken, empty, good, half, text, got nobody$/m,
      ],
      ['feedback.mjs', ['demo', 'text', '--course', course], /^STUDENT must be one of broken, good, half, got text$/m],
      ['feedback.mjs', ['--course', course], /^NAME is missing\.$/m],
    ] as const) {
      const { status, stderr } = command(script, ...args);
      assert.equal(status, 1);
      assert.match(stderr, said);
    }
  });
});

describe('npm run grade over a course that is not ours', function () {
  this.timeout(240_000);
  this.slow(60_000);
  let course: string;
  // Plain assertions of Node, calls without await, an ungraded cell that tries the answer, a cell that ends in its score.
  const build = (square: string, marked: boolean) => [
    cell({ kind: 'given', id: 'start', source: "import assert from 'node:assert/strict';" }),
    cell({ kind: 'solution', id: 'answer', source: marked ? `// BEGIN SOLUTION\n${square}\n// END SOLUTION` : square }),
    cell({
      kind: 'given',
      id: 'try',
      source: 'console.log([1, 2, 3].map(square));\nconst tried: number[] = [1, 2, 3].map((x) => square(x));',
    }),
    cell({ kind: 'test', id: 'plain', points: 2, source: 'assert.deepEqual([1, 2, -3].map((x) => square(x)), [1, 4, 9]);' }),
    cell({ kind: 'test', id: 'throws', points: 1, source: 'assert.throws(() => square(Number.NaN), RangeError);' }),
    cell({ kind: 'test', id: 'partial', points: 4, source: '[0, 1, 2, 3].filter((x) => square(x) === x * x).length' }),
  ];
  const right =
    "function square(x: number): number {\n  if (Number.isNaN(x)) throw new RangeError('x must be a number, got NaN');\n  return x * x;\n}";
  before(() => {
    course = mkdtempSync(path.join(tmpdir(), 'lab-foreign-'));
    mkdirSync(path.join(course, 'source/week1'), { recursive: true });
    writeFileSync(path.join(course, 'nbgrader_config.py'), 'c = get_config()\nc.CourseDirectory.course_id = "elsewhere"\n');
    writeFileSync(path.join(course, 'source/week1/squares.ipynb'), notebook(build(right, true)));
    for (const [student, answer] of [
      ['right', right],
      ['wrong', 'function square(x: number): number {\n  return 2 * x;\n}'],
    ] as const) {
      mkdirSync(path.join(course, 'submitted', student, 'week1'), { recursive: true });
      writeFileSync(path.join(course, 'submitted', student, 'week1/squares.ipynb'), notebook(build(answer, false)));
    }
  });
  after(() => rmSync(course, { recursive: true, force: true }));
  it('marks plain assertions, calls without await and partial credit as nbgrader would', () => {
    const { status, stdout, stderr } = command('grade.mjs', 'week1', '--course', course, ...walls);
    assert.deepEqual(
      rowsOf(course).map(({ student, state, score, max_score: most }) => [student, state, score, most]),
      [
        ['right', 'graded', '7', '7'],
        ['wrong', 'graded', '2', '7'],
      ],
      `${stdout}\n${stderr}`,
    );
    assert.equal(status, 0);
  });
});
