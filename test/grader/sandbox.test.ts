import { strict as assert } from 'node:assert';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GraderError } from '../../kernel-helpers/src/grader/grader-error.js';
import { chooseSandbox, trouble } from '../../kernel-helpers/src/grader/sandbox/index.js';

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
  it('is one of three, and excludes --trusted', () => {
    assert.throws(() => chooseSandbox({ wanted: 'chroot' }), /--sandbox must be one of bubblewrap, podman, docker, got chroot/);
    assert.throws(() => chooseSandbox({ wanted: 'podman', trusted: true }), /--trusted .*excludes --sandbox/);
  });
});
