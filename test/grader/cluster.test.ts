/** `npm run grade -- --cluster`: a scheduler and two workers on this machine, one of which is killed while it grades. */
import { strict as assert } from 'node:assert';
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { csvParse } from 'd3-dsv';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { trouble } from '../../kernel-helpers/src/grader/sandbox/index.js';
import { startDask } from '../support/dask.js';
import { cells, handIn, makeCourse, solution } from './course.js';

const walls = trouble('bubblewrap') === undefined ? [] : ['--trusted'];
const half = 'function softmax(z: number[]): number[] { return z.map(() => 1 / z.length); }';

/** Resolves with what a look finds, once it finds something. */
async function until<T>(look: () => T | undefined, given: () => boolean = () => false): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (given()) throw new Error('it ended before');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The process of Node that a worker started, or undefined. */
function childOf(pid: number): number | undefined {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      if (parent === pid && /grade-notebook\.js/.test(readFileSync(`/proc/${name}/cmdline`, 'utf8'))) return Number(name);
    } catch {
      // It ended meanwhile.
    }
  }
  return undefined;
}

describe('a class graded on a Dask cluster', function () {
  this.timeout(300_000);
  this.slow(90_000);
  let folder: string;
  let course: string;
  let address: string;
  const started: ChildProcess[] = [];
  const grade = (where: string, ...args: string[]) => {
    const argv = [path.join(projectRoot, 'scripts/grade.mjs'), 'demo', '--course', where, ...walls, ...args];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'], cwd: projectRoot });
    started.push(child);
    const result = { said: '', status: undefined as number | null | undefined };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (more: string) => (result.said += more));
    const ended = new Promise<typeof result>((resolve) =>
      child.on('close', (status) => {
        result.status = status;
        resolve(result);
      }),
    );
    return { result, ended };
  };
  const rows = (where: string) =>
    csvParse(readFileSync(path.join(where, 'grades.csv'), 'utf8')).map(({ student, state, score, reason }) => [
      student,
      state,
      score,
      reason,
    ]);

  before(async function () {
    if (process.platform !== 'linux') return this.skip();
    folder = mkdtempSync(path.join(tmpdir(), 'lab-cluster-'));
    const scheduler = await startDask(folder, started, { LECTURE_LAB_ROOT: projectRoot });
    if (scheduler === undefined) return this.skip();
    address = scheduler;
    course = makeCourse();
    handIn(course, 'ada', cells(solution, false), { 'notes.txt': 'a file beside it' });
    handIn(course, 'bob', cells({ ...solution, softmax: half }, false));
  });
  after(() => {
    for (const child of started) child.kill('SIGKILL');
    for (const one of [folder, course]) if (one) rmSync(one, { recursive: true, force: true, maxRetries: 5 });
  });

  it("gives a lost worker's submission to the other, and the marks are those of this machine", async () => {
    const local = `${course}-local`;
    cpSync(course, local, { recursive: true });
    try {
      const { result, ended } = grade(course, '--cluster', address);
      const isOver = () => result.status !== undefined;
      // The model solution is graded first: who is killed has a submission.
      await until(() => (/The model solution gets every point/.test(result.said) ? true : undefined), isOver).catch(() =>
        assert.fail(result.said),
      );
      const [, first] = started;
      const node = await until(() => childOf(first!.pid!), isOver).catch(() => assert.fail(result.said));
      first!.kill('SIGKILL');
      const { status, said } = await ended;
      assert.equal(status, 0, said);
      assert.match(said, /2 graded, 0 not graded/);
      assert.ok(
        !existsSync(`/proc/${node}/stat`) || /\) Z /.test(readFileSync(`/proc/${node}/stat`, 'utf8')),
        'nobody grades for a dead worker',
      );
      assert.equal((await grade(local).ended).status, 0);
      assert.deepEqual(rows(course), rows(local));
      assert.deepEqual(
        rows(course).map(([student, , score]) => [student, score]),
        [
          ['ada', '6'],
          ['bob', '3'],
        ],
      );
    } finally {
      rmSync(local, { recursive: true, force: true });
    }
  });

  it('bad addresses get one line', async () => {
    const { status, said } = await grade(course, '--cluster', 'here').ended;
    assert.equal(status, 1);
    assert.match(said, /^--cluster must be an address such as tcp:\/\/HOST:PORT, got here$/m);
  });
});
