import { strict as assert } from 'node:assert';
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GraderError } from '../../kernel-helpers/src/grader/grader-error.js';
import { inCgroup, whyNoCgroup } from '../../kernel-helpers/src/grader/sandbox/cgroup.js';
import { chooseSandbox, defaultLimits, trouble, tryWalls, wallsText } from '../../kernel-helpers/src/grader/sandbox/index.js';
import { readable } from '../../kernel-helpers/src/grader/sandbox/inside.js';

describe('the choice of a sandbox', () => {
  let folder: string;
  const kept = process.env.PATH;
  const program = (name: string, script: string) => {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(folder, name), 0o755);
  };
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-sandbox-'));
    process.env.PATH = folder;
  });
  afterEach(() => {
    process.env.PATH = kept;
    rmSync(folder, { recursive: true, force: true });
  });

  it('is refused with every remedy where there is none, unless --trusted is said', () => {
    assert.throws(
      () => chooseSandbox(),
      (error: Error) =>
        error instanceof GraderError &&
        /neither bubblewrap nor a container engine works/.test(error.message) &&
        ['apt install bubblewrap', 'apt install podman', 'docs.docker.com', '--trusted'].every((part) => error.message.includes(part)),
    );
    assert.equal(chooseSandbox({ trusted: true }), 'none');
  });
  it('does not take a client whose daemon is away, and says what it said', () => {
    program('docker', '[ "$1" = --version ] && exit 0; echo "Cannot connect to the Docker daemon" >&2; exit 1');
    assert.match(trouble('docker') ?? '', /Docker is installed, but cannot start .*Cannot connect to the Docker daemon/);
    assert.throws(() => chooseSandbox({ wanted: 'docker' }), /Submissions are not run without isolation:\n {2}Docker is installed/);
  });
  it('does not take a program that ends well but ran nothing', () => {
    program('bwrap', 'exit 0');
    assert.match(trouble('bubblewrap') ?? '', /does not let it make namespaces/);
  });
  it("binds Node's program, not the folder that it lies in: that may be somebody's home", () => {
    const program = realpathSync(process.execPath);
    const files = readable();
    assert.ok(program.startsWith('/usr/') || files.includes(program));
    const home = path.dirname(program);
    assert.ok(!files.some((file) => file === home || (`${home}/`.startsWith(`${file}/`) && file !== '/usr')), files.join(', '));
  });
  it('is one of three, and excludes --trusted', () => {
    assert.throws(() => chooseSandbox({ wanted: 'chroot' }), /--sandbox must be one of bubblewrap, podman, docker, got chroot/);
    assert.throws(() => chooseSandbox({ wanted: 'podman', trusted: true }), /--trusted .*excludes --sandbox/);
  });
  it('asks systemd for a control group where it gives one, and says why where it does not', () => {
    assert.equal(whyNoCgroup(), 'systemd-run is not installed');
    assert.deepEqual(inCgroup(defaultLimits), []);
    const other = mkdtempSync(path.join(tmpdir(), 'lab-systemd-'));
    try {
      process.env.PATH = other;
      for (const [name, script] of [['systemd-run', 'exit 0']] as const) {
        writeFileSync(path.join(other, name), `#!/bin/sh\n${script}\n`);
        chmodSync(path.join(other, name), 0o755);
      }
      assert.equal(whyNoCgroup(), '');
      const argv = inCgroup(defaultLimits).join(' ');
      assert.match(
        argv,
        /^systemd-run (--user )?--scope .*--property=MemoryMax=3221225472 --property=MemorySwapMax=0 --property=TasksMax=400 --$/,
      );
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });
});

describe('the walls of bubblewrap', function () {
  this.timeout(60_000);
  this.slow(20_000);
  it('are looked at from inside, and what is missing is said', function () {
    const tried = tryWalls('bubblewrap');
    if ('trouble' in tried) {
      assert.ok(!process.env.CI, tried.trouble);
      return this.skip();
    }
    const on = Object.fromEntries(tried.walls.map((wall) => [wall.name, wall.on]));
    const seccomp = ['x64', 'arm64'].includes(process.arch);
    assert.deepEqual(on, {
      ...{ network: true, rights: true, seccomp, namespaces: true, folders: true, processes: true },
      cgroup: whyNoCgroup() === '',
    });
    const text = wallsText([...tried.walls, { name: 'x', on: false, text: 'a moat' }]);
    assert.match(text, /^Walls: no network; .*\. Not on this machine: .*a moat\.$/);
  });
});
