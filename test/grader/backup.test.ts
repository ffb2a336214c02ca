import { strict as assert } from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { makeCourse, runScript } from './course.js';

const python = path.join(projectRoot, '.venv/bin/python');

/** Writes pairs of rows into the gradebook's database without end: whoever sees an odd number of rows saw half a step. */
const writer = `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=60)
db.execute("create table if not exists pair (n integer)")
db.commit()
n = 0
while True:
    with db:
        db.execute("insert into pair values (?)", (n,))
        db.execute("insert into pair values (?)", (n,))
    n += 1
    if n == 20:
        print("going", flush=True)
`;

/** When a submission was handed in, as `collect` saw it. */
const times = '{"demo":{"ada":{"time":"2026-11-25T10:00:00Z"}}}';

describe('backups of a course', function () {
  this.timeout(120_000);
  this.slow(20_000);
  let folder: string;
  let course: string;
  let exchange: string;
  const run = (...args: string[]) => runScript('assignment.mjs', [...args, '--course', course], { LECTURE_LAB_EXCHANGE: exchange });
  const rows = (file: string) => {
    const look = 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("select count(*) from pair").fetchone()[0])';
    return Number(spawnSync(python, ['-c', look, file], { encoding: 'utf8' }).stdout);
  };
  const out = () => path.join(folder, 'kept');
  const kept = () => path.join(out(), readdirSync(out())[0]!);

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-backup-'));
    // Beside the course nothing else may appear: it has a folder of its own.
    course = path.join(folder, 'course');
    renameSync(makeCourse(), course);
    exchange = path.join(folder, 'exchange');
    const inbound = path.join(exchange, 'lecture-lab/inbound/ada+demo');
    mkdirSync(inbound, { recursive: true });
    writeFileSync(path.join(inbound, 'demo.ipynb'), 'as handed in');
    symlinkSync('/etc/passwd', path.join(inbound, 'link'));
    // Students may hand in and not look: nbgrader sets these rights once, when it makes the folder.
    chmodSync(path.dirname(inbound), 0o733);
    mkdirSync(path.join(course, '.grading'));
    writeFileSync(path.join(course, '.grading/collected.json'), times);
    const child = spawn(python, ['-c', writer, path.join(course, 'gradebook.db')], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
    try {
      const { status, output } = run('backup', '--out', out());
      assert.equal(status, 0, output);
      assert.match(output, /\d+ files, course, gradebook and exchange, checked/);
      assert.equal(child.exitCode, null, 'the gradebook was not in use any more');
    } finally {
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('leave one file and nothing half done', () => assert.equal(readdirSync(out()).length, 1));

  it('are restored by one command: the gradebook of one moment, sources, what was handed in; what stood there is kept', () => {
    const source = path.join(course, 'source/demo/demo.ipynb');
    const before = readFileSync(source, 'utf8');
    writeFileSync(source, 'overwritten');
    rmSync(exchange, { recursive: true });
    const { status, output } = run('restore', kept());
    assert.equal(status, 0, output);
    assert.equal(readFileSync(source, 'utf8'), before);
    const count = rows(path.join(course, 'gradebook.db'));
    assert.ok(count >= 40 && count % 2 === 0, `${count} rows`);
    const inbound = path.join(exchange, 'lecture-lab/inbound/ada+demo');
    assert.equal(statSync(path.dirname(inbound)).mode & 0o777, 0o733);
    assert.equal(readFileSync(path.join(course, '.grading/collected.json'), 'utf8'), times);
    assert.equal(readFileSync(path.join(inbound, 'demo.ipynb'), 'utf8'), 'as handed in');
    assert.equal(existsSync(path.join(inbound, 'link')), false);
    const older = readdirSync(path.dirname(course)).find((name) => name.startsWith(`${path.basename(course)}.before-`));
    assert.ok(older, output);
    const keptOld = path.join(path.dirname(course), older);
    assert.equal(readFileSync(path.join(keptOld, 'source/demo/demo.ipynb'), 'utf8'), 'overwritten');
    rmSync(keptOld, { recursive: true });
  });

  for (const [what, damage, message] of [
    ['cut off', (file: string) => truncateSync(file, 400), /Reading .* failed/],
    ['not there', (file: string) => rmSync(file), /There is no backup/],
  ] as const)
    it(`change nothing where the file is ${what}`, () => {
      const copy = path.join(folder, 'damaged.tar.gz');
      writeFileSync(copy, readFileSync(kept()));
      damage(copy);
      const before = readdirSync(path.dirname(course)).length;
      const { status, output } = run('restore', copy);
      assert.equal(status, 1);
      assert.match(output, message);
      assert.ok(existsSync(path.join(course, 'source/demo/demo.ipynb')));
      assert.equal(readdirSync(path.dirname(course)).length, before);
    });

  it('change nothing where one file of the backup was altered', () => {
    const place = path.join(folder, 'altered');
    mkdirSync(place);
    spawnSync('tar', ['-xzf', kept(), '-C', place]);
    writeFileSync(path.join(place, 'course/source/demo/demo.ipynb'), 'altered');
    const copy = path.join(folder, 'altered.tar.gz');
    spawnSync('tar', ['-czf', copy, '-C', place, '.']);
    const { status, output } = run('restore', copy);
    assert.equal(status, 1);
    assert.match(output, /is damaged: course\/source\/demo\/demo\.ipynb\. Nothing was changed/);
    assert.doesNotMatch(readFileSync(path.join(course, 'source/demo/demo.ipynb'), 'utf8'), /altered/);
  });

  it('name a damaged gradebook instead of keeping it', () => {
    const file = path.join(course, 'gradebook.db');
    const whole = readFileSync(file);
    writeFileSync(file, 'this is no database, and long enough to be read as one'.repeat(100));
    const { status, output } = run('backup', '--out', path.join(folder, 'other'));
    assert.equal(status, 1);
    assert.match(output, /gradebook.*(not a database|malformed)/s);
    assert.deepEqual(readdirSync(path.join(folder, 'other')), []);
    writeFileSync(file, whole);
  });
});
