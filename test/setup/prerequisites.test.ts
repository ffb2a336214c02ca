import { strict as assert } from 'node:assert';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CommandError } from '../../scripts/command-error.mjs';
import { command } from '../../scripts/setup/command.mjs';
import { checkDisk, checkNode, checkVenvModule, findCompiler, findPython } from '../../scripts/setup/prerequisites.mjs';

/** An error of a thing that is missing, with the remedy for each system. */
const missing = (message: RegExp) => (error: CommandError) =>
  error.kind === 'missing' && message.test(error.message) && /Debian\/Ubuntu: .*Fedora: .*macOS: /.test(error.remedy ?? '');

describe('a missing prerequisite is one plain sentence with its remedy', () => {
  let folder: string;
  /** A program of that name which prints a text and ends with a status. */
  const fake = (name: string, text: string, status = 0) => {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\necho '${text}'\nexit ${status}\n`);
    chmodSync(file, 0o755);
    return file;
  };
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-prerequisites-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('Node below 20.19 is refused, 20.19, 22 and 24 pass', () => {
    for (const version of ['18.20.4', '20.18.9']) assert.throws(() => checkNode(version), missing(/^Node .* is too old/));
    for (const version of ['20.19.0', '22.0.0', '24.1.0']) checkNode(version);
  });
  it('Python below 3.10 is refused with its version, none at all as not found', () => {
    assert.throws(() => findPython([fake('python3', '3.9')]), missing(/Python 3\.9 is too old/));
    assert.throws(() => findPython([path.join(folder, 'absent')]), missing(/Python was not found/));
  });
  it('a newer Python further down the list is taken', () => {
    const good = fake('python3.12', '3.12');
    assert.deepEqual(findPython([fake('python3', '3.9'), good]), { program: good, version: '3.12' });
  });
  it('a Python without venv is refused', () => {
    assert.throws(() => checkVenvModule(fake('python3', '', 1)), missing(/venv module is missing/));
  });
  it('no compiler is told by undefined, so that set-up can go on without native TensorFlow', () => {
    assert.equal(findCompiler([path.join(folder, 'absent')]), undefined);
  });
  it('a disk that is too small is refused before anything is fetched', () => {
    assert.throws(() => checkDisk([[folder, 1e9]]), { kind: 'disk', message: /GB free: 1000000000 GB are needed/ });
  });
});

describe('a command that fails says why', () => {
  const failing = (text: string) => command(['sh', '-c', `echo '${text}' >&2; exit 3`], { what: 'Fetching' });
  it('a lost network is one sentence that says what to do', async () => {
    for (const text of ['npm error code ENOTFOUND', 'Temporary failure in name resolution', 'NewConnectionError(…)']) {
      await assert.rejects(failing(text), { kind: 'network', message: /no network connection/ });
    }
  });
  it('a full disk likewise', async () => {
    await assert.rejects(failing('OSError: [Errno 28] No space left on device'), { kind: 'disk', message: /the disk is full/ });
  });
  it('anything else shows its status and its last lines', async () => {
    await assert.rejects(failing('something odd'), { kind: 'failed', message: /ended with 3\):\nsomething odd/ });
  });
  it('a program that is not there is named', async () => {
    await assert.rejects(command(['no-such-program-here'], { what: 'Trying' }), {
      kind: 'missing',
      message: /Trying failed: no-such-program-here is not installed/,
    });
  });
});
