/** `npm run assignment -- collect` on an exchange into which anybody put anything. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { csvParse } from 'd3-dsv';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { inVenv } from '../../scripts/setup/paths.mjs';
import { cells, makeCourse, notebook, solution } from './course.js';

const early = '2020-01-01 10:00:00 UTC';
const late = '2020-02-01 10:00:00 UTC';
const text = notebook(cells(solution, false));

describe('collect', function () {
  this.timeout(120_000);
  this.slow(20_000);
  let exchange: string;
  let course: string;
  let inbound: string;
  const run = (program: string, ...args: string[]) => {
    const PATH = `${path.dirname(inVenv('nbgrader'))}${path.delimiter}${process.env.PATH}`;
    const env = { ...process.env, PATH, LECTURE_LAB_EXCHANGE: exchange, LECTURE_LAB_COURSE_ID: 'demo-course' };
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', cwd: projectRoot, env });
    return { status, said: `${stdout}${stderr}` };
  };
  const collect = () => run(process.execPath, path.join(projectRoot, 'scripts/assignment.mjs'), 'collect', 'demo', '--course', course);
  /** A folder of the exchange with a notebook in it; its owner is an account of this machine. */
  function put(name: string, { content = text, owner }: { content?: string; owner?: number } = {}): string {
    const folder = path.join(inbound, name);
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'demo.ipynb'), content);
    if (owner !== undefined) for (const file of [folder, path.join(folder, 'demo.ipynb')]) chownSync(file, owner, owner);
    return folder;
  }
  const collected = (student: string, file = 'demo.ipynb') => path.join(course, 'submitted', student, 'demo', file);
  function make(): void {
    course = makeCourse();
    exchange = mkdtempSync(path.join(tmpdir(), 'lab-exchange-'));
    inbound = path.join(exchange, 'demo-course/inbound');
    mkdirSync(inbound, { recursive: true });
    chmodSync(exchange, 0o755);
  }
  function remove(): void {
    for (const folder of [course, exchange]) rmSync(folder, { recursive: true, force: true });
  }

  describe('one look at an exchange', () => {
    let kept: { course: string; exchange: string };
    let status: number | null;
    let said: string;
    /** Only root can make folders of other owners: accounts that every system has, and numbers that none has. */
    const isRoot = process.getuid?.() === 0;
    const [daemon, bin, sys, nobody] = [1, 2, 3, 65534];
    let hasDevice = false;
    before(() => {
      make();
      const secret = path.join(exchange, 'private.txt');
      writeFileSync(secret, 'the key of the exam');
      symlinkSync(secret, path.join(put(`eve+demo+${late}+r1`), 'notes.txt'));
      symlinkSync(exchange, path.join(put(`folder+demo+${late}+r2`), 'data'));
      symlinkSync('/dev/zero', path.join(put(`zero+demo+${late}+r3`), 'zero'));
      spawnSync('mkfifo', [path.join(put(`pipe+demo+${late}+r4`), 'pipe')]);
      symlinkSync(path.join(course, 'source/demo'), path.join(inbound, `whole+demo+${late}+r5`));
      writeFileSync(path.join(inbound, `file+demo+${late}+r6`), 'no folder');
      spawnSync('mkfifo', [path.join(inbound, `fifo+demo+${late}+r7`)]);
      put(`ada+demo+${late}+r8`);
      put('bob+demo+yesterday, honestly+r1');
      put(`..+demo+${late}+r2`);
      put(`a\nforged line+demo+${late}+r3`);
      if (isRoot) {
        const device = path.join(put(`bin+demo+${late}+r1`, { owner: bin }), 'zero');
        hasDevice = spawnSync('mknod', [device, 'c', '1', '5']).status === 0;
        linkSync(secret, path.join(put(`sys+demo+${late}+r1`, { owner: sys }), 'notes.txt'));
        put(`daemon+demo+${early}+r1`, { owner: daemon });
        put(`daemon+demo+${late}+r2`, { owner: nobody, content: notebook([]) });
        put(`carol+demo+${early}+r1`, { owner: 54_321 });
        put(`carol+demo+${late}+r2`, { owner: 54_322 });
        put(`dave+demo+${late}+r3`, { owner: 54_323 });
      }
      ({ status, said } = collect());
      kept = { course, exchange };
    });
    beforeEach(() => ({ course, exchange } = kept));
    after(remove);

    it('reads no private file through a link, and no pipe or device; each costs that folder only', () => {
      assert.equal(status, 0, said);
      for (const [student, why] of [
        ['eve', 'notes.txt is a link, and links are not collected'],
        ['folder', 'data is a link, and links are not collected'],
        ['zero', 'zero is a link, and links are not collected'],
        ['pipe', 'pipe is neither a file nor a folder'],
        ['whole', 'it is no folder'],
        ['file', 'it is no folder'],
        ['fifo', 'it is no folder'],
      ] as const) {
        assert.match(said, new RegExp(`^Not collected: ${student}\\+demo\\+.*: ${why}$`, 'm'));
        assert.ok(!existsSync(path.join(course, 'submitted', student, 'demo')), student);
      }
      assert.equal(readFileSync(collected('ada'), 'utf8'), text);
      assert.match(said, new RegExp(`^${isRoot ? 3 + (hasDevice ? 0 : 1) : 1} collected or updated`, 'm'));
    });

    it('a device and a second name of a file of somebody else are refused', function () {
      if (!isRoot) return this.skip();
      if (hasDevice) assert.match(said, /Not collected: bin\+demo.*: zero is neither a file nor a folder/);
      assert.match(said, /Not collected: sys\+demo.*: notes\.txt is a second name of a file of somebody else/);
      assert.ok(!existsSync(collected('sys')));
    });

    it('a name without a time, and one that leads out of the course, stop nobody', () => {
      assert.equal(status, 0, said);
      assert.match(said, /^Not collected: bob\+demo\+yesterday, honestly\+r1: its name holds no time$/m);
      assert.match(said, /^Not collected: \.\.\+demo.*: its name begins with no id of a student$/m);
      assert.match(said, /^Not collected: a\?forged line\+demo/m);
      assert.ok(existsSync(collected('ada')));
      assert.ok(!existsSync(path.join(course, 'demo')));
    });

    it("a later folder with bob's name that mallory owns does not win over bob's", function () {
      if (!isRoot) return this.skip();
      assert.match(said, /Not collected: daemon\+demo\+2020-02-01.*: it belongs to nobody, not to daemon/);
      assert.equal(readFileSync(collected('daemon'), 'utf8'), text);
    });

    it('of accounts without a name two for one student are refused, and nothing is guessed', function () {
      if (!isRoot) return this.skip();
      assert.equal(said.match(/Not collected: carol\+demo.*accounts and students do not go one to one/g)?.length, 2, said);
      assert.ok(!existsSync(collected('carol')));
      assert.ok(existsSync(collected('dave')));
    });
  });

  describe('a collection', () => {
    beforeEach(make);
    afterEach(remove);
    it('what was handed in later is collected later, and the old one stays where the new one is refused', () => {
      const first = put(`ada+demo+${early}+r1`);
      collect();
      assert.equal(readFileSync(collected('ada'), 'utf8'), text);
      assert.match(collect().said, /^0 collected or updated/m);
      symlinkSync('/etc/hostname', path.join(put(`ada+demo+${late}+r2`, { content: notebook([]) }), 'x'));
      collect();
      assert.equal(readFileSync(collected('ada'), 'utf8'), text);
      rmSync(path.join(inbound, `ada+demo+${late}+r2/x`));
      assert.match(collect().said, /^1 collected or updated/m);
      assert.equal(readFileSync(collected('ada'), 'utf8'), notebook([]));
      assert.ok(existsSync(first));
    });

    it('the time is that of the last change: no name and no timestamp.txt makes it earlier, nor the penalty for being late smaller', () => {
      const begun = Date.now();
      writeFileSync(path.join(put(`ada+demo+${early}+r1`), 'timestamp.txt'), early);
      mkdirSync(path.join(course, 'submitted/bob/demo'), { recursive: true });
      writeFileSync(path.join(course, 'submitted/bob/demo/demo.ipynb'), text);
      writeFileSync(path.join(course, 'submitted/bob/demo/timestamp.txt'), early);
      // Due a day and a half before: two days are begun.
      const due = new Date(begun - 36 * 3_600_000).toISOString();
      writeFileSync(path.join(course, 'course.json'), JSON.stringify({ latePenalty: { perDay: 0.1 }, assignments: { demo: { due } } }));
      collect();
      const graded = run(process.execPath, path.join(projectRoot, 'scripts/grade.mjs'), 'demo', '--course', course, '--trusted');
      assert.equal(graded.status, 0, graded.said);
      const rows = csvParse(readFileSync(path.join(course, 'grades.csv'), 'utf8'));
      const time = (student: string) => rows.find((row) => row.student === student)?.timestamp;
      assert.ok(new Date(`${time('ada')}Z`).getTime() >= begun - 2000, time('ada'));
      assert.equal(time('bob'), '');
      assert.deepEqual(
        rows.map((row) => [row.student, row.raw_score, row.late_submission_penalty, row.score]),
        [
          ['ada', '6', '1.2', '4.8'],
          // Of what nobody collected no time is known, so it is not late.
          ['bob', '6', '0', '6'],
        ],
      );
      assert.ok(lstatSync(collected('ada', 'timestamp.txt')).isFile(), 'students find their feedback by it');
    });

    it('nbgrader still follows links, takes names for owners and ends at a bad time', () => {
      writeFileSync(path.join(exchange, 'private.txt'), 'the key of the exam');
      symlinkSync(path.join(exchange, 'private.txt'), path.join(put(`eve+demo+${late}+r1`), 'notes.txt'));
      const stock = () =>
        run(inVenv('nbgrader'), 'collect', 'demo', `--course-dir=${course}`, '--course=demo-course', `--Exchange.root=${exchange}`);
      assert.equal(stock().status, 0);
      assert.equal(readFileSync(collected('eve', 'notes.txt'), 'utf8'), 'the key of the exam');
      put('bob+demo+yesterday, honestly+r2');
      assert.notEqual(stock().status, 0);
    });

    it('nbgrader still believes a timestamp.txt that was handed in', () => {
      const folder = path.join(course, 'submitted/ada/demo');
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, 'timestamp.txt'), early);
      const script = `from nbgrader.coursedir import CourseDirectory; print(CourseDirectory(root=${JSON.stringify(course)}).get_existing_timestamp(${JSON.stringify(folder)}))`;
      assert.match(run(inVenv('python'), '-c', script).said, /^2020-01-01 10:00:00$/m);
    });
  });
});
