import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { makeCourse, runScript } from './course.js';

const python = path.join(projectRoot, '.venv/bin/python');

/** nbgrader calls alembic by its name. */
const env = { ...process.env, PATH: path.dirname(python) + path.delimiter + process.env.PATH };

/** A gradebook with a student and a due date, taken back to the schema that nbgrader had before students had a name in a learning platform. */
const older = `
import sqlite3, sys
from nbgrader.api import Gradebook
with Gradebook("sqlite:///" + sys.argv[1]) as book:
    book.add_assignment("demo", duedate="2026-12-01 12:00:00 UTC")
    book.add_student("ada", first_name="Ada")
db = sqlite3.connect(sys.argv[1])
db.executescript("""
pragma foreign_keys = off;
create table old_student as select id, first_name, last_name, email from student;
drop table student;
create table student (id varchar(128) not null primary key, first_name varchar(128), last_name varchar(128), email varchar(128));
insert into student select * from old_student;
drop table old_student;
create table old_assignment as select id, name, duedate from assignment;
drop table assignment;
create table assignment (id varchar(32) not null primary key, name varchar(128) not null unique, duedate datetime);
insert into assignment select * from old_assignment;
drop table old_assignment;
drop table course;
update alembic_version set version_num = '167914646830';
""")
`;
const look = `
import sys
from nbgrader.api import Gradebook
with Gradebook("sqlite:///" + sys.argv[1]) as book:
    print(book.find_student("ada").first_name, book.find_assignment("demo").duedate, book.find_student("ada").lms_user_id)
`;

describe('a gradebook of another nbgrader', function () {
  this.timeout(300_000);
  this.slow(30_000);
  let folder: string;
  let course: string;
  const file = () => path.join(course, 'gradebook.db');
  const run = (script: string, ...args: string[]) =>
    runScript(script, [...args, '--course', course], { LECTURE_LAB_EXCHANGE: path.join(folder, 'exchange') });

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-migrate-'));
    course = path.join(folder, 'course');
    mkdirSync(path.join(folder, 'exchange'));
    renameSync(makeCourse(), course);
    const { status, stderr } = spawnSync(python, ['-c', older, file()], { encoding: 'utf8', env });
    assert.equal(status, 0, stderr);
    assert.notEqual(spawnSync(python, ['-c', look, file()], { env }).status, 0, 'the gradebook is not an old one');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is named by every command that needs it, with what to do', () => {
    for (const [script, ...args] of [
      ['assignment.mjs', 'list'],
      ['feedback.mjs', 'demo'],
      ['grade.mjs', 'demo'],
    ] as const) {
      const { status, output } = run(script, ...args);
      assert.equal(status, 1, script);
      assert.match(output, /made by an older nbgrader\.\nnpm run assignment -- migrate/, script);
    }
  });
  it('is migrated after a backup, and keeps what it holds', () => {
    const { status, output } = run('assignment.mjs', 'migrate', '--out', path.join(folder, 'kept'));
    assert.equal(status, 0, output);
    assert.match(output, /has the schema of the installed nbgrader/);
    assert.equal(readdirSync(path.join(folder, 'kept')).length, 1);
    const seen = spawnSync(python, ['-c', look, file()], { encoding: 'utf8', env });
    assert.equal(seen.stdout.trim(), 'Ada 2026-12-01 12:00:00 None', seen.stderr);
    assert.equal(run('assignment.mjs', 'list').status, 0);
  });
  it('is left alone where it needs nothing', () => assert.match(run('assignment.mjs', 'migrate').output, /needs no migration/));
  it('is whole where a program was ended while it wrote: what it left half done is taken back', () => {
    const halfDone = `import os, signal, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("pragma cache_size = 1")
db.execute("begin")
db.execute("create table half (text)")
db.executemany("insert into half values (?)", [("x" * 900,)] * 400)
os.kill(os.getpid(), signal.SIGKILL)`;
    spawnSync(python, ['-c', halfDone, file()]);
    assert.ok(existsSync(`${file()}-journal`), 'nothing was left half done');
    const { status, output } = run('assignment.mjs', 'list');
    assert.equal(status, 0, output);
    assert.equal(existsSync(`${file()}-journal`), false);
  });
  it('of a later release, and a damaged one, are told apart', () => {
    const later =
      'import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute("update alembic_version set version_num = \'ffff\'"); db.commit()';
    spawnSync(python, ['-c', later, file()]);
    assert.match(run('assignment.mjs', 'list').output, /made by a newer nbgrader/);
    writeFileSync(file(), 'no database at all, but long enough to be read as one'.repeat(100));
    assert.match(run('assignment.mjs', 'list').output, /damaged: it is no database/);
  });
});
