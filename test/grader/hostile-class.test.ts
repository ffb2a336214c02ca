/** A class in which some hand in what is no plain notebook, or bear names that are more than names: all others get their marks. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { csvParse, type DSVRowArray } from 'd3-dsv';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { trouble } from '../../kernel-helpers/src/grader/sandbox/index.js';
import { cell, cells, handIn, makeCourse, notebook, solution } from './course.js';

const walls = trouble('bubblewrap') === undefined ? [] : ['--trusted'];
const run = (course: string, ...args: string[]) =>
  spawnSync(process.execPath, [path.join(projectRoot, 'scripts/grade.mjs'), 'demo', '--course', course, ...walls, ...args], {
    encoding: 'utf8',
    cwd: projectRoot,
  });

describe('a class with hostile submissions', function () {
  this.timeout(600_000);
  this.slow(120_000);
  let course: string;
  let outcome: ReturnType<typeof run>;
  let rows: DSVRowArray<string>;
  const formula = '=1+2';
  const markup = '<img src=x onerror=alert(1)>';
  const coded = 'esc\u001b[2J';
  const forged = 'mallory\nada graded, 9 of 9';
  const right = cells(solution, false);
  const folder = (student: string) => path.join(course, 'submitted', student, 'demo');
  const row = (student: string) => {
    const found = rows.find((one) => one.student === student);
    assert.ok(found, `${student} has no row: ${rows.map((one) => one.student).join(', ')}`);
    return [found.state, found.score, found.reason];
  };
  before(() => {
    course = makeCourse();
    for (const student of ['ada', 'a[1]', markup, formula, coded, forged, 'linked', 'fifo', 'inside']) handIn(course, student, right);
    symlinkSync(path.join(course, 'source/demo/demo.ipynb'), path.join(folder('linked'), 'notes.txt'));
    mkdirSync(folder('linked-notebook'), { recursive: true });
    symlinkSync(path.join(folder('ada'), 'demo.ipynb'), path.join(folder('linked-notebook'), 'demo.ipynb'));
    mkdirSync(path.join(course, 'submitted/linked-folder'));
    symlinkSync(folder('ada'), folder('linked-folder'));
    mkdirSync(path.join(folder('folder'), 'demo.ipynb'), { recursive: true });
    writeFileSync(path.join(course, 'submitted/inside-file'), 'no folder');
    renameSync(folder('inside'), path.join(course, 'submitted/inside/other'));
    writeFileSync(path.join(course, 'submitted/inside/demo'), 'a file in the place of a folder');
    spawnSync('mkfifo', [path.join(folder('fifo'), 'pipe')]);
    handIn(
      course,
      'deleted',
      right.filter((one) => one.id !== 'softmax' && one.id !== 'test-softmax'),
    );
    handIn(
      course,
      'metadata-lost',
      right.map((one) => ({ ...one, metadata: {} })),
    );
    const tells =
      'function softmax(z: number[]): number[] {\n  console.log("called with " + String(z));\n  throw new Error("called with " + String(z));\n}';
    const essay = (source: string) => right.map((one) => (one.id === 'essay' ? { ...one, source } : one));
    handIn(course, 'markup-nested', essay('<b>'.repeat(30_000)));
    handIn(
      course,
      'markup-scripts',
      essay(`${'<script>'.repeat(40_000)} <meta http-equiv="refresh" content="0"> <form action="/x"><button>go</button></form>`),
    );
    handIn(course, 'tells', cells({ ...solution, softmax: tells }, false));
    handIn(course, 'nests', [
      ...right,
      cell({ kind: 'given', id: 'nest', source: "import { writeSync } from 'node:fs';\nwriteSync(4, '['.repeat(60000) + '\\n');" }),
    ]);
    outcome = run(course);
    rows = csvParse(readFileSync(path.join(course, 'grades.csv'), 'utf8'));
  });
  after(() => rmSync(course, { recursive: true, force: true }));

  it('links, pipes and folders in the place of files are named and not graded', () => {
    assert.equal(outcome.status, 2, outcome.stderr);
    assert.deepEqual(row('linked'), ['not graded', '', 'notes.txt is a link, and links are not graded']);
    assert.deepEqual(row('linked-notebook'), ['not graded', '', 'demo.ipynb is a link, and links are not graded']);
    assert.deepEqual(row('linked-folder'), ['not graded', '', 'the folder is a link, and links are not graded']);
    assert.deepEqual(row('fifo'), ['not graded', '', 'pipe is neither a file nor a folder']);
    assert.deepEqual(row('folder'), ['not graded', '', 'demo.ipynb is a folder']);
    assert.deepEqual(row('inside'), ['not graded', '', 'what was handed in is not a folder']);
    for (const student of ['linked', 'linked-notebook', 'linked-folder', 'fifo'])
      assert.ok(!readdirSync(path.join(course, 'autograded')).includes(student), 'nothing of it was copied');
  });
  it('the others get their marks', () => {
    for (const student of ['ada', 'a[1]']) assert.deepEqual(row(student), ['waits for 1 marks by hand', '6', '']);
  });
  it('deleted cells cost their task, lost metadata nothing', () => {
    assert.deepEqual(row('deleted'), ['waits for 1 marks by hand', '2', '']);
    assert.deepEqual(row('metadata-lost'), ['waits for 1 marks by hand', '6', '']);
  });
  it('what is no answer of the channel ends the process of that cell and nothing else', () =>
    assert.deepEqual(row('nests'), ['waits for 1 marks by hand', '6', '']));
  it('a name is a name: no formula in the table, no line and no code on the screen', () => {
    assert.deepEqual(row(`'${formula}`), ['waits for 1 marks by hand', '6', '']);
    const refused = ['not graded', '', 'the name of the student holds characters that are not allowed in one'];
    for (const name of [markup, 'esc', 'mallory?ada graded, 9 of 9']) assert.deepEqual(row(name), refused);
    assert.doesNotMatch(outcome.stdout, new RegExp(`${String.fromCharCode(27)}|^ada graded, 9 of 9`, 'm'));
    assert.match(outcome.stdout, /^mallory\?ada graded, 9 of 9 not graded/m);
  });
  it('what a submission threw and printed when a hidden test called it is for the lecturer, not for the page', () => {
    assert.deepEqual(row('tells'), ['waits for 1 marks by hand', '2', '']);
    const page = readFileSync(path.join(course, 'feedback/tells/demo/demo.html'), 'utf8');
    assert.match(page, /✗ the slide: .*called with 2,5,-1,3/);
    assert.match(page, /✗ large logits: a hidden test/);
    assert.doesNotMatch(page, /1000,0/);
    assert.match(readFileSync(path.join(course, 'autograded/tells/demo/demo.ipynb'), 'utf8'), /large logits: [^"]*called with 1000,0/);
  });
  it('markup without end costs nobody a mark or a page, and no page has a form, a script or a way to elsewhere', () => {
    for (const student of ['markup-nested', 'markup-scripts']) {
      assert.deepEqual(row(student), ['waits for 1 marks by hand', '6', '']);
      const page = readFileSync(path.join(course, 'feedback', student, 'demo/demo.html'), 'utf8');
      assert.doesNotMatch(page, /<script|<form|<button|http-equiv="refresh"/i);
      assert.match(page, /form-action 'none'/);
    }
  });
  it('says which walls stand', () =>
    assert.match(outcome.stdout, walls.length > 0 ? /without isolation/ : /^Walls: no network; .*a filter of system calls/m));
  it('grading again does only what changed', () => {
    handIn(course, 'ada', cells({ ...solution, mean: 'const mean = (x: number[]): number => 0;' }, false));
    const again = run(course);
    assert.match(again.stdout, /\[1\/1\] ada: graded/);
    rows = csvParse(readFileSync(path.join(course, 'grades.csv'), 'utf8'));
    assert.deepEqual([row('ada')[1], row('a[1]')[1]], ['4', '6']);
    const log = readFileSync(path.join(course, 'grading.log'), 'utf8').trim().split('\n');
    const last = JSON.parse(log.at(-1) ?? '') as Record<string, unknown>;
    assert.deepEqual([last.assignment, last.student, last.graded, typeof last.version], ['demo', 'ada', true, 'string']);
  });
});

describe('an assignment whose own solution does not pass', function () {
  this.timeout(240_000);
  this.slow(60_000);
  const broken: Record<string, { cells: Record<string, unknown>[]; said: RegExp }> = {
    'a test that fails': {
      cells: cells({ ...solution, mean: 'const mean = (x: number[]): number => x.length;' }),
      said: /does not get every point, so nobody is graded:\n {2}test-mean, 'of one': expected 7 .*, got 1/,
    },
    'an argument that cannot cross': {
      cells: [
        cell({ kind: 'solution', id: 'identity', source: '// BEGIN SOLUTION\nconst identity = (x: any) => x;\n// END SOLUTION' }),
        cell({ kind: 'test', id: 'test-identity', points: 1, source: 'identity(globalThis)' }),
      ],
      said: /could not be graded, so nobody is: test-identity: an argument of a test cannot be handed to the submission/,
    },
    'a given cell that fails': {
      cells: [cell({ kind: 'given', id: 'data', source: "throw new Error('no data.csv');" }), ...cells(solution)],
      said: /could not be graded, so nobody is: .*a cell that is given fails: Error: no data\.csv/,
    },
  };
  for (const [name, { cells: list, said }] of Object.entries(broken)) {
    it(`${name}: nobody is graded, and the test and the reason are said`, () => {
      const course = makeCourse();
      try {
        writeFileSync(path.join(course, 'source/demo/demo.ipynb'), notebook(list));
        handIn(course, 'ada', list);
        const { status, stdout, stderr } = run(course);
        assert.match(stderr, said, stdout);
        assert.equal(status, 1);
        assert.ok(!readdirSync(course).includes('grades.csv'));
      } finally {
        rmSync(course, { recursive: true, force: true });
      }
    });
  }
});
