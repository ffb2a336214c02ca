/** Where the box of a submission cannot start nobody gets a 0; and it does start in a lab that lies below the system's temporary folder. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { csvParse } from 'd3-dsv';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { trouble } from '../../kernel-helpers/src/grader/sandbox/index.js';
import { cells, handIn, makeCourse, solution } from './course.js';

const right = cells(solution, false);

describe('the box of a submission', function () {
  this.timeout(240_000);
  this.slow(60_000);
  let course: string;
  let folder: string;
  before(function () {
    const found = trouble('bubblewrap');
    if (found !== undefined) {
      if (process.env.CI) throw new Error(`bubblewrap must work in CI: ${found}`);
      this.skip();
    }
    course = makeCourse();
    folder = mkdtempSync(path.join(tmpdir(), 'lab-box-'));
    handIn(course, 'ada', right);
    handIn(course, 'bob', right);
  });
  after(() => {
    for (const one of [course, folder]) if (one) rmSync(one, { recursive: true, force: true });
  });

  /** A `bwrap` that works as often as is said, and then fails as it does where it cannot make a folder. */
  function failsAfter(times: number): string {
    const bin = path.join(folder, `fails-after-${times}`);
    mkdirSync(bin);
    const script = `#!/bin/sh
[ "$1" = --version ] && exit 0
echo x >> '${bin}/count'
[ "$(wc -l < '${bin}/count')" -gt ${times} ] && { echo "bwrap: Can't mkdir ${bin}: Permission denied" >&2; exit 1; }
PATH='${process.env.PATH}' exec bwrap "$@"
`;
    writeFileSync(path.join(bin, 'bwrap'), script);
    chmodSync(path.join(bin, 'bwrap'), 0o755);
    return `${bin}${path.delimiter}${process.env.PATH}`;
  }
  const grade = (PATH: string) =>
    spawnSync(process.execPath, [path.join(projectRoot, 'scripts/grade.mjs'), 'demo', '--course', course, '--sandbox', 'bubblewrap'], {
      encoding: 'utf8',
      cwd: projectRoot,
      env: { ...process.env, PATH },
    });

  /** Marks of a right submission, by the grader of a lab. */
  function gradeAlone(lab: string, env = process.env): { marks: unknown[]; said: string } {
    const submitted = path.join(course, 'submitted/ada/demo');
    const argv = [
      path.join(lab, 'kernel-helpers/dist/grader/grade-notebook.js'),
      ...['--source', path.join(course, 'source/demo/demo.ipynb'), '--submitted', path.join(submitted, 'demo.ipynb')],
      ...['--folder', submitted, '--sandbox', 'bubblewrap'],
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', env });
    assert.equal(status, 0, stderr);
    const { cells: graded } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { cells: Record<string, { score?: number }> };
    return { marks: [graded['test-softmax']?.score, graded['test-mean']?.score], said: stdout.slice(0, 2000) };
  }

  it('that does not start for the model solution: nobody is graded, and the reason is said', () => {
    // The trial is the first start.
    const { status, stderr, stdout } = grade(failsAfter(1));
    assert.match(stderr, /could not be graded, so nobody is: .*could not be started.*Can't mkdir/, stdout);
    assert.equal(status, 1);
    assert.ok(!existsSync(path.join(course, 'grades.csv')));
  });
  it('that does not start for the submissions: they are not graded, and none has a 0', () => {
    const { status, stderr } = grade(failsAfter(2));
    assert.equal(status, 2, stderr);
    const rows = csvParse(readFileSync(path.join(course, 'grades.csv'), 'utf8'));
    assert.deepEqual(
      rows.map(({ student, state, score, raw_score: raw }) => [student, state, score, raw]),
      [
        ['ada', 'not graded', '', ''],
        ['bob', 'not graded', '', ''],
      ],
    );
    for (const { reason } of rows) assert.match(reason ?? '', /could not be started: .*Can't mkdir/);
  });
  it('starts in a control group where systemd makes one: its limits are asked for, and all that it needs comes through', () => {
    // A stand-in, for a machine of tests seldom runs systemd: it says how it was called, and starts the program as systemd-run does.
    const bin = path.join(folder, 'systemd');
    mkdirSync(bin);
    const script = `#!/bin/sh\necho "$*" >> '${bin}/log'\nwhile [ "\${1#-}" != "$1" ]; do last="$1"; shift; [ "$last" = -- ] && break; done\nexec "$@"\n`;
    writeFileSync(path.join(bin, 'systemd-run'), script);
    chmodSync(path.join(bin, 'systemd-run'), 0o755);
    const { marks, said } = gradeAlone(projectRoot, { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` });
    assert.deepEqual(marks, [4, 2], said);
    const calls = readFileSync(path.join(bin, 'log'), 'utf8').trim().split('\n');
    assert.match(calls.at(-1) ?? '', /--scope .*--property=MemoryMax=3221225472 .*--property=TasksMax=400 -- bwrap --args 5 -- /);
  });
  it('starts in a lab that lies below the temporary folder, also for root', () => {
    const lab = path.join(folder, 'clone');
    const copied = (file: string) => !/\/(bundle|node-\d+)$|\.map$/.test(file);
    mkdirSync(path.join(lab, 'kernel-helpers'), { recursive: true });
    for (const file of ['kernel-helpers/dist', 'kernel-helpers/package.json', 'package.json', 'tsconfig.json', 'data'])
      cpSync(path.join(projectRoot, file), path.join(lab, file), { recursive: true, filter: copied });
    for (const file of ['node_modules', 'kernel-helpers/node_modules'])
      if (existsSync(path.join(projectRoot, file))) symlinkSync(path.join(projectRoot, file), path.join(lab, file));
    const { marks, said } = gradeAlone(lab);
    assert.deepEqual(marks, [4, 2], said);
  });
});
