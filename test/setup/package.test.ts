/** The stand-alone package: its tarball goes into an empty folder and a fresh Jupyter folder, and the kernel of it is tried there. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRoot } from '../../scripts/setup/paths.mjs';
import { assertConformance, KernelClient } from '../support/kernel-client.js';
import { nodeVersion } from '../support/node-version.js';

describe('the package tslab-kernel', function () {
  this.timeout(120_000);
  let folder: string;
  let tools: string;
  const specs = () => path.join(folder, 'prefix/share/jupyter');
  const kernelFolder = () => path.join(specs(), 'kernels/tslab');
  const inPackage = (...names: string[]) => path.join(folder, 'node_modules/tslab-kernel', ...names);

  /** Runs a program where there is nothing else than Node, npm and a shell: no compiler, no Python, no network, nothing of the lab. */
  const run = (program: string, ...argv: string[]) => {
    const env = { PATH: tools, HOME: folder, npm_config_offline: 'true', npm_config_update_notifier: 'false' };
    const { status, stdout, stderr } = spawnSync(path.join(tools, program), argv, { cwd: folder, env, encoding: 'utf8' });
    return { status, text: `${stdout}${stderr}`.trim() };
  };
  const start = () => KernelClient.start({ jupyterPath: specs(), cwd: path.join(folder, 'work') });

  before(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'empty folder-')));
    tools = path.join(folder, 'tools');
    for (const name of ['tools', 'packed', 'work']) mkdirSync(path.join(folder, name));
    for (const name of ['npm', 'npx', 'sh', 'stat']) {
      const found = execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
      symlinkSync(realpathSync(found), path.join(tools, name));
    }
    symlinkSync(process.execPath, path.join(tools, 'node'));
    execFileSync(process.execPath, [inRoot('scripts/kernel.mjs'), 'pack', '--to', path.join(folder, 'packed')]);
    const [tarball] = readdirSync(path.join(folder, 'packed'));
    assert.match(String(tarball), /^tslab-kernel-\d+\.\d+\.\d+\.tgz$/);
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    const { status, text } = run('npm', 'install', '--no-audit', '--no-fund', path.join(folder, 'packed', String(tarball)));
    assert.equal(status, 0, text);
    const installed = run('npx', 'tslab-kernel', 'install', '--prefix', 'prefix');
    assert.equal(installed.status, 0, installed.text);
    assert.match(installed.text, /Making a start-up snapshot for Node v[\d.]+ …\ninstalled in \S.*tslab and \S.*jslab$/);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has no dependencies, runs no script, and names no folder of the machine that packed it', () => {
    const manifest = JSON.parse(readFileSync(inPackage('package.json'), 'utf8')) as Record<string, unknown>;
    assert.equal(manifest.name, 'tslab-kernel');
    for (const field of ['dependencies', 'optionalDependencies', 'peerDependencies', 'scripts']) assert.equal(manifest[field], undefined);
    assert.deepEqual(
      readdirSync(path.join(folder, 'node_modules')).filter((name) => !name.startsWith('.')),
      ['tslab-kernel'],
    );
    const files = readdirSync(inPackage(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    assert.ok(files.length > 200);
    for (const { parentPath, name } of files) {
      assert.doesNotMatch(path.join(parentPath, name), /tensorflow|[\\/]sharp[\\/]|plotly|binding\.gyp/);
      if (/\.(c?js|json|sh|md)$/.test(name)) assert.ok(!readFileSync(path.join(parentPath, name), 'utf8').includes(inRoot()), name);
    }
    assert.ok(!readFileSync(path.join(kernelFolder(), 'launch.sh'), 'utf8').includes(inRoot()));
  });

  it('passes the public conformance suite, with nothing failed and nothing skipped', () => {
    const env = { ...process.env, JUPYTER_PATH: specs(), JUPYTER_DATA_DIR: path.join(folder, 'data') };
    assertConformance({ env, cwd: path.join(folder, 'work') });
  });

  it('starts from its snapshot, after the package was removed too, and checks as tslab does', async () => {
    const away = path.join(folder, 'node_modules-away');
    renameSync(path.join(folder, 'node_modules'), away);
    const kernel = await start();
    try {
      assert.match(await kernel.commandLine(), /--snapshot-blob/);
      assert.equal(await kernel.value("import * as tslab from 'tslab'; tslab.newDisplay().html('<b>'); tslab.versions.tslab"), "'1.0.22'");
      assert.equal(
        await kernel.value("import fs from 'node:fs'; function twice(x) { return 2 * x } const n: number = null; twice(21)"),
        '42',
      );
      assert.match(String((await kernel.run("const wrong: number = 'text'")).reply.evalue), /TS2322/);
      assert.match(String((await kernel.run('fs.readFileSync(1, 2, 3, 4)')).reply.evalue), /TS2769|TS2554/);
      const { reply } = await kernel.run("setTimeout(() => {}, 1); throw new Error('mine')");
      const traceback = (reply.traceback as string[]).join('\n');
      assert.match(traceback, /Cell \d+, line 1/);
      assert.doesNotMatch(traceback, /runner\.cjs/);
    } finally {
      await kernel.stop();
      renameSync(away, path.join(folder, 'node_modules'));
    }
  });

  it('starts without the snapshot where there is none', async () => {
    rmSync(path.join(kernelFolder(), 'front.blob'));
    const kernel = await start();
    try {
      assert.doesNotMatch(await kernel.commandLine(), /snapshot/);
      assert.equal(await kernel.value('const list: number[] = [1, 2]; list.length'), '2');
    } finally {
      await kernel.stop();
    }
  });

  for (const major of [20, 22, 24]) {
    it(`is installed and run by Node ${major}`, async function () {
      const node = Number(process.versions.node.split('.')[0]) === major ? process.execPath : nodeVersion(major);
      if (node === undefined) return this.skip();
      execFileSync(node, [inPackage('cli.js'), 'install', '--prefix', path.join(folder, 'prefix')]);
      const kernel = await start();
      try {
        assert.match(await kernel.commandLine(), /--snapshot-blob/);
        assert.equal(await kernel.value("process.versions.node.split('.')[0]"), `'${major}'`);
      } finally {
        await kernel.stop();
      }
    });
  }

  it('lists and takes away what it installed, leaves other kernels alone, and explains itself', () => {
    const names = ['jslab', 'tslab'].map((name) => path.join(specs(), 'kernels', name));
    assert.deepEqual(run('npx', 'tslab-kernel', 'list', '--prefix', 'prefix'), { status: 0, text: names.join('\n') });
    assert.equal(run('npx', 'tslab-kernel', 'uninstall', '--prefix', 'prefix').text, 'uninstalled');
    assert.deepEqual(readdirSync(path.join(specs(), 'kernels')), []);
    assert.match(run('npx', 'tslab-kernel', '--help').text, /--sys-prefix +the Python environment that is active/);
    const refused = run('npx', 'tslab-kernel', 'install', '--sys-prefix');
    assert.equal(refused.status, 1);
    assert.match(refused.text, /--sys-prefix asks Python where it lies, and there is no python3/);
    mkdirSync(kernelFolder(), { recursive: true });
    writeFileSync(path.join(kernelFolder(), 'kernel.json'), '{ "argv": ["tslab"] }');
    assert.match(run('npx', 'tslab-kernel', 'install', '--prefix', 'prefix').text, /holds a kernelspec of another kernel/);
    assert.ok(!existsSync(path.join(kernelFolder(), 'front.cjs')));
  });
});
