import { strict as assert } from 'node:assert';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRoot } from '../../scripts/setup/paths.mjs';
import { jobKey, type Result } from '../../scripts/study/grid.mjs';
import { appears, startDask } from '../support/dask.js';

describe('a study on a Dask cluster', function () {
  this.timeout(300_000);
  this.slow(60_000);
  let folder: string;
  let address: string;
  const started: ChildProcess[] = [];
  const study = async (file: string) => {
    const argv = [inRoot('scripts/study.mjs'), file, '--out', folder, '--cluster', address];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
    started.push(child);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (more: string) => (text += more));
    const status = await new Promise((resolve) => child.on('close', resolve));
    return { status, text };
  };
  const results = (name: string) =>
    readFileSync(path.join(folder, `${name}.jsonl`), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Result);

  before(async function () {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-dask-'));
    const scheduler = await startDask(folder, started);
    if (scheduler === undefined) return this.skip();
    address = scheduler;
  });
  after(() => {
    for (const child of started) child.kill('SIGKILL');
    if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('repeats the runs of a worker that is killed, and has the results of a study on this machine', async () => {
    const file = path.join(folder, 'own.mjs');
    const marker = path.join(folder, 'taken');
    const key = '[setting.k, seed].join()';
    // One run never ends the first time that it is taken: its worker is killed meanwhile.
    writeFileSync(
      file,
      `import { existsSync, renameSync, writeFileSync } from 'node:fs';
      const marker = ${JSON.stringify(marker)};
      export const title = 'A test on a cluster';
      export const seeds = 3;
      export const settings = [{ k: 1 }, { k: 2 }];
      export async function run(setting, seed) {
        if (${key} === '2,2' && !existsSync(marker)) {
          writeFileSync(marker + '.new', process.ppid + ' ' + process.pid);
          renameSync(marker + '.new', marker);
          setInterval(() => {}, 1000);
          await new Promise(() => {});
        }
        return { value: setting.k + seed / 10 };
      }`,
    );
    const running = study(file);
    await appears(marker);
    const [worker, node] = readFileSync(marker, 'utf8').split(' ').map(Number) as [number, number];
    assert.ok(started.some(({ pid }) => pid === worker));
    process.kill(worker, 'SIGKILL');
    const { status, text } = await running;
    assert.equal(status, 0, text);
    assert.match(text, /\[6\/6\]/);
    assert.deepEqual(
      new Map(results('own').map((result) => [jobKey(result), result.figures.value])),
      new Map([1, 2, 3].flatMap((seed) => [1, 2].map((k) => [jobKey({ setting: { k }, seed }), k + seed / 10] as const))),
    );
    // The process of the killed worker has nobody to give its result to.
    assert.ok(!existsSync(`/proc/${node}/stat`) || /\) Z /.test(readFileSync(`/proc/${node}/stat`, 'utf8')));
  });

  it('a run that fails is reported with its own error, and the others go on', async () => {
    const file = path.join(folder, 'failing.mjs');
    writeFileSync(
      file,
      `export const title = 'Failing';
      export const seeds = 2;
      export const settings = [{ k: 1 }];
      export async function run(_, seed) { if (seed === 1) throw new RangeError('beta must be in [0, 1), got 2'); return { value: seed }; }`,
    );
    const { status, text } = await study(file);
    assert.equal(status, 1);
    assert.match(text, /FAILED: RangeError: beta must be in \[0, 1\), got 2/);
    assert.deepEqual(
      results('failing').map(({ figures }) => figures.value),
      [2],
    );
  });
});
