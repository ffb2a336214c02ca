import { strict as assert } from 'node:assert';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRoot } from '../../scripts/setup/paths.mjs';

describe('npm run kernel', function () {
  this.timeout(120_000);
  let folder: string;
  const place = (name = 'tslab') => path.join(folder, 'share/jupyter/kernels', name);
  const kernel = (...words: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [inRoot('scripts/kernel.mjs'), ...words], { encoding: 'utf8' });
    return { status, text: `${stdout}${stderr}`.trim() };
  };
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'lab spec-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('installs, lists and uninstalls in another Jupyter, and says so when there is nothing', () => {
    assert.deepEqual(kernel('list', '--prefix', folder), { status: 0, text: 'not installed' });
    assert.deepEqual(kernel('install', '--prefix', folder), { status: 0, text: `installed in ${place()} and ${place('jslab')}` });
    const spec = JSON.parse(readFileSync(path.join(place(), 'kernel.json'), 'utf8')) as { display_name: string };
    assert.equal(spec.display_name, 'TypeScript (lecture lab)');
    const javascript = JSON.parse(readFileSync(path.join(place('jslab'), 'kernel.json'), 'utf8')) as { language: string };
    assert.equal(javascript.language, 'javascript');
    for (const logo of ['logo-svg.svg', 'logo-32x32.png', 'logo-64x64.png']) assert.ok(existsSync(path.join(place(), logo)), logo);
    assert.deepEqual(kernel('list', '--prefix', folder), { status: 0, text: `${place('jslab')}\n${place()}` });
    assert.deepEqual(kernel('uninstall', '--prefix', folder), { status: 0, text: 'uninstalled' });
    assert.equal(existsSync(place()), false);
    assert.deepEqual(kernel('uninstall', '--prefix', folder), { status: 0, text: 'it was not installed' });
  });

  it("leaves somebody else's kernel of that name alone unless it is told to take its place", () => {
    mkdirSync(place(), { recursive: true });
    const foreign = JSON.stringify({ argv: ['tslab', 'kernel', '--config-path', '{connection_file}'], display_name: 'TypeScript' });
    writeFileSync(path.join(place(), 'kernel.json'), foreign);
    for (const command of ['install', 'uninstall']) {
      const { status, text } = kernel(command, '--prefix', folder);
      assert.equal(status, 1);
      assert.match(text, /holds a kernelspec of another kernel; (replace|remove) it with --force, or give another --name/);
      assert.equal(readFileSync(path.join(place(), 'kernel.json'), 'utf8'), foreign);
    }
    assert.equal(kernel('install', '--prefix', folder, '--name', 'lecture-lab').status, 0);
    assert.deepEqual(kernel('list', '--prefix', folder).text, path.join(path.dirname(place()), 'lecture-lab'));
    assert.equal(kernel('install', '--prefix', folder, '--force').status, 0);
    assert.equal(kernel('uninstall', '--prefix', folder).text, 'uninstalled');
  });

  it('refuses what it does not know, by name', () => {
    assert.match(kernel('instal').text, /COMMAND must be one of install, uninstall, list, pack, got instal/);
    assert.match(kernel('install', '--prefix', folder, '--user').text, /--user, --sys-prefix and --prefix exclude each other/);
    assert.match(kernel('install', '--name', '../x', '--prefix', folder).text, /name consists of .* got \.\.\/x/);
    assert.match(kernel('install', 'twice', '--prefix', folder).text, /takes no further argument, got twice/);
    assert.match(kernel('--help').text, /install .*makes the kernel known/);
  });

  it('makes a kernel that starts as an editor starts it: argv and env only, a bare environment, any folder', () => {
    kernel('install', '--prefix', folder);
    const text = execFileSync(inRoot('.venv/bin/python'), [inRoot('test/support/start_by_hand.py'), place(), folder], { encoding: 'utf8' });
    assert.equal(text.trim(), `${folder} function`);
  });
});
