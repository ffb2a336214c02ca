/** Training runs: what `fit` tells the kernel, how it adds up, and what is kept on the disk. */
import assert from 'node:assert/strict';
import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RunFiles } from '../../kernel-helpers/src/kernel/front/runs/files.js';
import { runsPlace } from '../../kernel-helpers/src/kernel/front/runs/place.js';
import { Runs } from '../../kernel-helpers/src/kernel/front/runs/runs.js';
import { isKept, type RunEvent, RunLog } from '../../kernel-helpers/src/kernel/shared/runs.js';
import { projectRoot } from './cells.js';

const settings = {
  title: 'T',
  optimizer: 'Adam',
  learningRate: 0.1,
  loss: 'l',
  epochs: 3,
  batchSize: 8,
  layers: ['Dense 1'],
  parameters: 5,
};
const begin = (run: string): RunEvent => ({ type: 'begin', run, at: '2026-01-02T03:04:05Z', settings });
const epoch = (run: string, n: number, logs: Record<string, number | null>): RunEvent => ({ type: 'epoch', run, epoch: n, logs });
const end = (run: string): RunEvent => ({ type: 'end', run, how: 'done', seconds: 1 });

describe('training runs', function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'runs-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  const place = (name: string) => ({ root: path.join(folder, name), folder: path.join(folder, name, '.lab/runs/notebook') });
  const files = async (name: string, begun?: Date): Promise<RunFiles> => {
    await mkdir(path.join(folder, name), { recursive: true });
    return new RunFiles(place(name), begun);
  };

  it('the best is the lowest loss or the highest accuracy, of the validation first', () => {
    const log = new RunLog();
    for (const event of [begin('a'), epoch('a', 1, { loss: 3, valLoss: 2 }), epoch('a', 2, { loss: 1, valLoss: 4 })]) log.add(event);
    for (const event of [begin('b'), epoch('b', 1, { loss: 3, valAccuracy: 0.5 }), epoch('b', 2, { loss: 9, valAccuracy: 0.7 })])
      log.add(event);
    for (const event of [begin('c'), epoch('c', 1, { loss: null })]) log.add(event);
    assert.deepEqual(
      log.runs.map(({ best }) => best),
      [{ name: 'valLoss', epoch: 1, value: 2 }, { name: 'valAccuracy', epoch: 2, value: 0.7 }, null],
    );
  });

  it('are bounded: long runs by epochs, sessions by runs', () => {
    const log = new RunLog();
    log.add(begin('long'));
    for (let n = 1; n <= 100_000; n++) log.add(epoch('long', n, { loss: 1 / n }));
    const [long] = log.runs;
    assert.ok(long!.logs.loss!.length < 2000);
    assert.deepEqual([long!.epochs, long!.best!.epoch], [100_000, 100_000]);
    assert.ok(isKept(256) && !isKept(257) && isKept(258) && !isKept(514) && isKept(516));
    for (let n = 0; n < 400; n++) log.add(begin(`r${n}`));
    assert.deepEqual([log.runs.length, log.runs.at(-1)!.number], [300, 401]);
  });

  it('are read again in a later session, whatever a line has become', async () => {
    const first = new Runs(await files('kept', new Date('2026-01-02T03:04:05.678Z')));
    for (const event of [begin('a'), epoch('a', 1, { loss: 2 }), end('a'), begin('b'), { type: 'nonsense' }, null]) first.add(event);
    await first.flush();
    const [name] = await readdir(place('kept').folder);
    assert.match(name!, /^2026-01-02T03-04-05-678Z-\d+\.jsonl$/);
    const file = path.join(place('kept').folder, name!);
    assert.equal((await readFile(file, 'utf8')).trim().split('\n').length, 4);
    const damaged = [
      '{"type":"epoch","run":"a","epoch":2,"logs":{"__proto__":1,"loss":1}}',
      '{"type":"ep',
      'null',
      '7',
      '\u0000\uffff',
      '[]',
    ];
    await appendFile(
      file,
      `${damaged.join('\n')}\n${JSON.stringify(epoch('b', 1, { loss: 5 }))}\n${JSON.stringify({ ...begin('c'), settings: 1 })}`,
    );
    await writeFile(path.join(place('kept').folder, '2026-01-01T00-00-00-000Z-1.jsonl'), 'nothing of use');
    await mkdir(path.join(place('kept').folder, '2026-01-01T00-00-00-000Z-2.jsonl'));
    const second = new Runs(await files('kept'));
    const [session, ...more] = await second.earlier();
    assert.equal(more.length, 0);
    assert.deepEqual(
      session!.runs.map(({ id, epochs, how }) => [id, epochs, how]),
      [
        ['a', 2, 'done'],
        ['b', 1, null],
      ],
    );
    assert.deepEqual(session!.runs[0]!.logs.loss, [
      [1, 2],
      [2, 1],
    ]);
  });

  it('old sessions are removed, and one session writes no more than 2 MiB', async () => {
    await mkdir(place('many').folder, { recursive: true });
    for (let n = 10; n < 35; n++) await writeFile(path.join(place('many').folder, `2025-01-01T00-00-00-0${n}Z-1.jsonl`), '');
    await writeFile(path.join(place('many').folder, 'mine.txt'), 'not of the lab');
    const log = await files('many');
    const words = 'x'.repeat(10_000);
    for (let n = 0; n < 300; n++) log.add({ ...begin(`r${n}`), settings: { ...settings, title: words } } as RunEvent);
    await log.flush();
    const names = (await readdir(place('many').folder)).sort();
    assert.equal(names.length, 21);
    assert.ok(names.includes('mine.txt') && names.includes('2025-01-01T00-00-00-034Z-1.jsonl'));
    const written = await readFile(path.join(place('many').folder, names.at(-2)!), 'utf8');
    assert.ok(written.length <= 2 * 2 ** 20 && written.endsWith('}\n'));
  });

  it('nothing is written through a link that leads out, nor in a folder that is read-only', async () => {
    await mkdir(path.join(folder, 'outside'));
    await mkdir(path.join(folder, 'linked'));
    await symlink(path.join(folder, 'outside'), path.join(folder, 'linked/.lab'));
    const linked = await files('linked');
    linked.add(begin('a'));
    await linked.flush();
    assert.equal(linked.isWritable, false);
    assert.deepEqual(await readdir(path.join(folder, 'outside')), []);
    // A file in place of the folder refuses also root, whom no mode of a folder stops.
    await mkdir(path.join(folder, 'closed'));
    await writeFile(path.join(folder, 'closed/.lab'), '');
    await chmod(path.join(folder, 'closed'), 0o500);
    const closed = await files('closed');
    closed.add(begin('a'));
    await closed.flush();
    assert.equal(closed.isWritable, false);
    assert.deepEqual(await closed.earlier(), []);
  });

  it('have their place in the lab or beside the notebook, and none where no page opened the kernel', () => {
    const lab = (...parts: string[]) => path.join(projectRoot, ...parts);
    assert.equal(runsPlace(lab('notebooks/lecture'), undefined), undefined);
    assert.equal(runsPlace('/', 'Console 1'), undefined);
    assert.equal(runsPlace('/', '/x/..ipynb'), undefined);
    const working = runsPlace(lab('.lab/work/lecture'), lab('.lab/work/lecture/07-a.ipynb'));
    assert.deepEqual(working, { root: projectRoot, folder: lab('.lab/runs/lecture/07-a') });
    assert.deepEqual(runsPlace(folder, path.join(folder, 'mine.ipynb')), { root: folder, folder: path.join(folder, '.lab/runs/mine') });
  });
});
