import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Helpers } from '../../kernel-helpers/src/kernel/runner/runtime/helpers.js';

describe('kernel-helpers in a session', () => {
  let project: string;
  let dist: string;
  let clock = 1_700_000_000;

  function build(value: number): void {
    mkdirSync(path.join(dist, 'room'), { recursive: true });
    writeFileSync(path.join(dist, 'index.js'), "export { value } from './room/value.js';");
    writeFileSync(path.join(dist, 'room/value.js'), `export const value = ${value};`);
    writeFileSync(path.join(dist, '.tsbuildinfo'), '{}');
    clock += 60;
    utimesSync(path.join(dist, '.tsbuildinfo'), clock, clock);
  }

  beforeEach(() => {
    project = mkdtempSync(path.join(tmpdir(), 'helpers-'));
    dist = path.join(project, 'node_modules/kernel-helpers/dist');
    mkdirSync(dist, { recursive: true });
    writeFileSync(path.join(project, 'node_modules/kernel-helpers/package.json'), '{ "type": "module" }');
  });
  afterEach(() => rmSync(project, { recursive: true }));

  it('are loaded anew, all files of them, once they were built again', async () => {
    const load = (specifier: string): Promise<Record<string, unknown>> =>
      import(specifier === 'kernel-helpers' ? pathToFileURL(path.join(dist, 'index.js')).href : specifier);
    const helpers = new Helpers(project);
    build(1);
    const first = await helpers.import(load);
    assert.equal(first.value, 1);
    assert.equal(await helpers.import(load), first);
    build(2);
    const second = await helpers.import(load);
    assert.equal(second.value, 2);
    assert.equal(await helpers.import(load), second);
  });

  it('leave no copies of processes that are gone', async () => {
    const stale = path.join(dist, '..', '.reload-999999999-1');
    mkdirSync(stale);
    const helpers = new Helpers(project);
    build(1);
    const load = (specifier: string): Promise<Record<string, unknown>> => Promise.resolve({ specifier });
    await helpers.import(load);
    build(2);
    await helpers.import(load);
    assert.equal(existsSync(stale), false);
    assert.equal(readdirSync(path.join(dist, '..')).filter((name) => name.startsWith('.reload-')).length, 1);
  });
});
