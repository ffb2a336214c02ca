/** What a lecturer gets of a graded class: penalties for being late, a report, similar submissions, tables for Moodle and Canvas. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { csvParse, csvParseRows } from 'd3-dsv';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { trouble } from '../../kernel-helpers/src/grader/sandbox/index.js';
import { cells, handIn, makeCourse, solution } from './course.js';

const walls = trouble('bubblewrap') === undefined ? [] : ['--trusted'];
const run = (script: string, ...args: string[]) =>
  spawnSync(process.execPath, [path.join(projectRoot, 'scripts', script), 'demo', ...args], { encoding: 'utf8', cwd: projectRoot });

const uniform = { ...solution, softmax: 'function softmax(z: number[]): number[] {\n  return z.map(() => 1 / z.length);\n}' };
const renamed = {
  softmax: `function softmax(logits: number[]): number[] {
  const biggest = Math.max(...logits); // so that nothing overflows
  const powers = logits.map((one) => Math.exp(one - biggest));
  const total = powers.reduce((x, y) => x + y, 0);
  return powers.map((p) => p / total);
}`,
  mean: 'const mean = (values: number[]): number => Number.NaN;',
};
const ownWay = {
  softmax: `const softmax = (z: number[]): number[] => {
  let top = z[0]!;
  for (const one of z) if (one > top) top = one;
  const out: number[] = [];
  let total = 0;
  for (const one of z) total += Math.exp(one - top);
  for (const one of z) out.push(Math.exp(one - top) / total);
  return out;
};`,
  mean: 'function mean(x: number[]): number {\n  let sum = 0;\n  for (const one of x) sum += one;\n  return sum / x.length;\n}',
};

describe('what a lecturer gets of a class', function () {
  this.timeout(300_000);
  this.slow(60_000);
  let course: string;
  let graded: ReturnType<typeof run>;
  const inCourse = (file: string) => readFileSync(path.join(course, file), 'utf8');
  const rows = () => csvParse(inCourse('grades.csv'));
  before(() => {
    course = makeCourse();
    const settings = {
      latePenalty: { perDay: 0.1, graceMinutes: 10, most: 0.5 },
      feedback: 'visible',
      assignments: { demo: { due: '2026-12-01T12:00:00+01:00', seconds: 300 } },
    };
    writeFileSync(path.join(course, 'course.json'), JSON.stringify(settings));
    // Here the lecturer wrote the files with the times.
    writeFileSync(path.join(course, 'nbgrader_config.py'), 'c = get_config()\nc.HandedInTimes.believe_files = True\n');
    for (const [student, own, time] of [
      ['ada', solution, '2026-12-01 11:05:00 UTC'], // 5 minutes late, which is forgiven
      ['bob', uniform, '2026-12-01 10:00:00 UTC'],
      ['carol', renamed, '2026-12-02 12:00:00 UTC'], // two days begun
      ['dave', ownWay, '2027-02-01 10:00:00 UTC'],
    ] as const)
      handIn(course, student, cells(own, false), { 'timestamp.txt': time });
    graded = run('grade.mjs', '--course', course, ...walls);
  });
  after(() => rmSync(course, { recursive: true, force: true }));

  it('each day begun costs a share of the score, the grace is forgiven, the most is kept', () => {
    assert.deepEqual(
      rows().map((row) => [row.student, row.raw_score, row.late_submission_penalty, row.score]),
      [
        ['ada', '6', '0', '6'],
        ['bob', '3', '0', '3'],
        ['carol', '4', '0.8', '3.2'],
        ['dave', '6', '3', '3'],
      ],
      graded.stdout + graded.stderr,
    );
  });
  it('a feedback page shows the visible checks, and of hidden ones how many passed', () => {
    const page = inCourse('feedback/bob/demo/demo.html');
    assert.match(page, /✗ the slide: expected/);
    assert.match(page, /0 of 1 checks that are not shown passed/);
    assert.doesNotMatch(page, /large logits|\[1000/);
    assert.match(inCourse('autograded/bob/demo/demo.ipynb'), /large logits/, 'the lecturer sees them');
  });
  it('a page that shows the points alone has the score of each task, no check and no reason', () => {
    const settings = JSON.parse(inCourse('course.json')) as object;
    writeFileSync(path.join(course, 'course.json'), JSON.stringify({ ...settings, feedback: 'points' }));
    try {
      const { status, stderr } = run('feedback.mjs', 'bob', '--course', course);
      assert.equal(status, 0, stderr);
      const page = inCourse('feedback/bob/demo/demo.html');
      assert.match(page, /softmax: 1 of 4 points/);
      assert.match(page, /mean: 2 of 2 points/);
      assert.match(page, /The checks are not shown\./);
      assert.doesNotMatch(page, /[✓✗]|the slide|equal logits|large logits|of three|expected/);
    } finally {
      writeFileSync(path.join(course, 'course.json'), JSON.stringify(settings));
    }
  });
  it('the log says who was graded when, with which version', () => {
    const lines = inCourse('grading.log')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(lines.map(({ student }) => student).sort(), ['ada', 'bob', 'carol', 'dave']);
    for (const { time, version } of lines) assert.match(`${String(time)} ${String(version)}`, /^2\S+Z [0-9a-f]{12}$/);
  });
  it('the report has the marks as a histogram and every item with its figures', () => {
    const { status, stderr } = run('grade.mjs', '--course', course, '--report');
    assert.equal(status, 0, stderr);
    const page = inCourse('reports/demo.html');
    assert.match(page, /4 submissions: 4 with marks \(in 4 some marks by hand are missing/);
    assert.match(page, /mean <b>3\.8<\/b>, median <b>3\.1<\/b>, from 3 to 6/);
    assert.match(page, /<svg/);
    // softmax: 4, 1, 4, 4 of 4; mean: 2, 2, 0, 2 of 2. Each is the rest of the other: r = −1/3.
    assert.match(page, /<td>test-softmax<\/td><td>4<\/td><td>0\.81<\/td><td>-0\.33<\/td>/);
    assert.match(page, /<td>test-mean<\/td><td>2<\/td><td>0\.75<\/td><td>-0\.33<\/td>/);
    assert.match(page, /Marks are missing in: essay\./);
    assert.doesNotMatch(page, /<script|https?:\/\/(?!www\.w3\.org)/);
  });
  it('similar submissions stand side by side, another way does not', () => {
    const { status, stdout, stderr } = run('grade.mjs', '--course', course, '--similarity');
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^\d+ % in common: ada and carol$/m);
    assert.doesNotMatch(stdout, /in common: .*dave/);
    assert.match(inCourse('reports/demo-similarity.html'), /<mark>[^<]*biggest/);
  });
  it('tables for Moodle and Canvas have the columns of their import', () => {
    assert.equal(run('grade.mjs', '--course', course, '--export', 'moodle', '--export', 'canvas').status, 0);
    assert.deepEqual(csvParseRows(inCourse('reports/demo-moodle.csv'))[3], ['carol', '3.2']);
    const [head, points, first] = csvParseRows(inCourse('reports/demo-canvas.csv'));
    assert.deepEqual(head, ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', 'demo']);
    assert.deepEqual([points?.[0], points?.[5]], ['    Points Possible', '9']);
    assert.deepEqual([first?.[3], first?.[5]], ['ada', '6']);
  });
  it("a roster is filled in: found by login or by the name in the address, the other fields stay, formulas don't run", () => {
    const roster = path.join(course, 'roster.csv');
    writeFileSync(
      roster,
      '\uFEFFIdentifier,Full name,Email address,Grade,Maximum Grade,Last modified (grade)\nParticipant 1,"Lovelace, Ada",ada@uni.example,-,9.00,-\nParticipant 2,=HYPERLINK(1),eve@uni.example,-,9.00,-\n',
    );
    const { status, stdout, stderr } = run('grade.mjs', '--course', course, '--export', 'moodle', '--roster', roster);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^Not in the roster: bob$/m);
    assert.deepEqual(csvParseRows(inCourse('reports/demo-moodle.csv')).slice(1), [
      ['Participant 1', 'Lovelace, Ada', 'ada@uni.example', '6', '9.00', '-'],
      ['Participant 2', "'=HYPERLINK(1)", 'eve@uni.example', '-', '9.00', '-'],
    ]);
  });
  it('what is not sound is one line', () => {
    for (const [args, said] of [
      [['--export', 'ilias'], /^--export must be one of moodle, canvas, got ilias$/m],
      [['--report', '--roster', 'x'], /^--roster needs one --export\.$/m],
      [['--export', 'canvas', '--roster', 'no-such-file'], /^--roster must be a file, got no-such-file$/m],
    ] as const) {
      const { status, stderr } = run('grade.mjs', '--course', course, ...args);
      assert.equal(status, 1);
      assert.match(stderr, said);
    }
  });
});
