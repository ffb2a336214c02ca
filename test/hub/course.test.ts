import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { chooseSandbox } from '../../kernel-helpers/src/grader/sandbox/index.js';
import { makeCourse, runScript, solution } from '../grader/course.js';
import { type Hub, needsHub, startHub, visit } from './hub.js';

interface Entry {
  assignment_id: string;
  status: string;
  student_id?: string;
}
interface Seen {
  login: number;
  lab: boolean;
  kernels: string[];
  formgrader: number;
  other: number;
  printed: string[];
  assignments?: string[];
  stages?: { success: boolean; value: Entry[] }[];
}

const ids = { ada: 20_001, bob: 20_002, lehrer: 20_003 };

/** Whether the tests may give every user an id of its own, under which the lab can be read. */
function idsWork(): boolean {
  if (process.getuid?.() !== 0) return false;
  const look = `open(${JSON.stringify(path.join(projectRoot, 'scripts/hub/single_user_config.py'))}); import jupyterhub, jupyterlab`;
  const argv = [path.join(projectRoot, '.lab/hub/venv/bin/python'), '-c', look];
  const become = `import os; os.setgroups([]); os.setgid(${ids.ada}); os.setuid(${ids.ada}); os.execv(${JSON.stringify(argv[0])}, ${JSON.stringify(argv)})`;
  return spawnSync('python3', ['-c', become], { cwd: '/' }).status === 0;
}

/** The course on a hub, from login to marks: real servers, real kernels, nbgrader's own buttons by the addresses that they call. */
describe('a course on a JupyterHub', function () {
  this.timeout(240_000);
  this.slow(120_000);
  let folder: string;
  let course: string;
  let hub: Hub;
  let apart: boolean;
  const seen: Record<string, Seen> = {};
  const npm = (script: string, ...args: string[]) =>
    runScript(script, [...args, '--course', course], {
      LECTURE_LAB_EXCHANGE: path.join(folder, 'exchange'),
      LECTURE_LAB_COURSE_ID: 'lecture-lab',
    });

  before(async function () {
    needsHub(this);
    folder = mkdtempSync(path.join(tmpdir(), 'lab-hub-'));
    chmodSync(folder, 0o755);
    mkdirSync(path.join(folder, 'exchange'));
    chmodSync(path.join(folder, 'exchange'), 0o777);
    course = makeCourse();
    apart = idsWork();
    if (!apart) console.log('      all users of this hub have one user id: that they cannot read each other is not tested here');
    const { status, output } = npm('assignment.mjs', 'publish', 'demo');
    assert.equal(status, 0, output);
    hub = await startHub({ folder, exchange: path.join(folder, 'exchange'), users: apart ? ids : {}, lecturers: ['lehrer'] });
    const look = (own: string) =>
      `import { readdirSync } from 'node:fs';
       for (const folder of ${JSON.stringify([path.join(folder, 'exchange/lecture-lab/inbound'), path.join(folder, 'homes', own)])})
         try { readdirSync(folder); console.log('read'); } catch (error) { console.log((error as NodeJS.ErrnoException).code); }`;
    const listens = `import { readFileSync, statSync } from 'node:fs';
       const runtime = process.env.JUPYTER_RUNTIME_DIR!;
       const { transport } = JSON.parse(readFileSync(readdirSync(runtime).filter((n) => /^kernel-.*json$/.test(n)).map((n) => runtime + '/' + n)[0]!, 'utf8'));
       console.log(transport, (statSync(runtime).mode & 0o777).toString(8));`;
    const plan = (own: { softmax: string; mean: string }, other: string) => ({
      other,
      code: ["import { softmax } from 'kernel-helpers';\nsoftmax([1, 1])", look(other), 'process.getuid!()', listens],
      assignment: { course: 'lecture-lab', name: 'demo', cells: own },
    });
    const naive = solution.softmax.replace('Math.exp(x - top)', 'Math.exp(x)');
    // One starts while the other works, as in class.
    const [ada, bob] = await Promise.all([
      visit(hub, 'ada', plan(solution, 'bob')),
      visit(hub, 'bob', plan({ ...solution, softmax: naive }, 'ada')),
    ]);
    Object.assign(seen, { ada, bob });
  });
  after(async () => {
    await hub?.stop();
    for (const one of [folder, course]) if (one) rmSync(one, { recursive: true, force: true });
  });

  it('a wrong password is refused', async () => {
    assert.equal((await visit(hub, 'ada', {}, 'wrong')).login, 403);
  });
  for (const name of ['ada', 'bob'])
    describe(name, () => {
      it('logs in and gets a JupyterLab with the one kernel', () => {
        assert.equal(seen[name]?.login, 302);
        assert.equal(seen[name]?.lab, true);
        assert.deepEqual(seen[name]?.kernels, ['tslab']);
      });
      it('runs a cell that imports the lab, from a home outside the project', () =>
        assert.match(seen[name]!.printed[0]!, /\[ 0\.5, 0\.5 \]/));
      it('finds the assignment, fetches it and hands it in', () => {
        const [before, fetched, submitted] = seen[name]!.stages!.map(({ success, value }) => {
          assert.equal(success, true);
          return value.map(({ assignment_id, status }) => `${assignment_id} ${status}`);
        });
        assert.deepEqual(before, ['demo released']);
        assert.deepEqual(fetched, ['demo fetched']);
        assert.deepEqual(submitted, ['demo fetched', 'demo submitted']);
      });
      it('has a kernel that listens on sockets which nobody else may open', () => assert.equal(seen[name]!.printed[3]!.trim(), 'ipc 700'));
      it("cannot open the other's server, nor a Formgrader", () => {
        assert.equal(seen[name]?.other, 403);
        assert.equal(seen[name]?.formgrader, 404);
      });
      it("cannot read what others handed in, nor the other's home", function () {
        if (!apart) this.skip();
        assert.deepEqual(seen[name]?.printed[1]?.trim().split('\n'), ['EACCES', 'EACCES']);
        assert.equal(seen[name]?.printed[2], String(ids[name as 'ada' | 'bob']));
      });
    });
  it('the lecturer has a Formgrader on the course in the home folder', async () => {
    const home = path.join(hub.homes, 'lehrer');
    cpSync(course, path.join(home, 'lecture-lab/notebooks/assignments'), { recursive: true });
    if (apart) spawnSync('chown', ['--recursive', `${ids.lehrer}:${ids.lehrer}`, home]);
    const lecturer = (await visit(hub, 'lehrer', { other: 'ada', formgrader: true, code: ['1 + 1'] })) as unknown as Seen;
    assert.equal(lecturer.printed[0], '2');
    assert.notEqual(lecturer.formgrader, 404);
    assert.deepEqual(lecturer.assignments, ['demo']);
    assert.equal(lecturer.other, 403);
  });
  it('the lecturer collects both and grades them', () => {
    const collected = npm('assignment.mjs', 'collect', 'demo');
    assert.equal(collected.status, 0, collected.output);
    assert.deepEqual(readdirSync(path.join(course, 'submitted')).sort(), ['ada', 'bob']);
    let walls = 'works';
    try {
      chooseSandbox();
    } catch (error) {
      assert.ok(!process.env.CI, String(error));
      walls = 'missing';
    }
    const graded = npm('grade.mjs', 'demo', ...(walls === 'works' ? [] : ['--trusted']));
    assert.equal(graded.status, 0, graded.output);
    const [header, ...rows] = readFileSync(path.join(course, 'grades.csv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const marks = rows.map((row) => [
      row[header!.indexOf('student')],
      Number(row[header!.indexOf('score')]),
      Number(row[header!.indexOf('max_score')]),
    ]);
    assert.deepEqual(marks, [
      ['ada', 6, 9],
      ['bob', 4, 9],
    ]);
  });
});
