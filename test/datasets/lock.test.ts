import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockFile } from '../../kernel-helpers/src/datasets/lock.js';

const program = fileURLToPath(new URL('./lock-process.ts', import.meta.url));

describe('the lock between processes', function () {
  this.timeout(120_000);
  let folder: string;
  let lock: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-lock-'));
    lock = path.join(folder, 'a.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** The number of a process that is gone. */
  const gone = () => spawnSync(process.execPath, ['-e', '0']).pid;

  const ended = (child: ChildProcess) =>
    new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => (code === 0 ? resolve() : reject(new Error(`ended with ${code ?? signal}`))));
    });

  it('lets one of four in at a time, though every lock is a dead one at first and half of them die inside', async () => {
    const log = path.join(folder, 'log');
    const rounds = 300;
    const dead = gone();
    for (let round = 0; round < rounds; round++) symlinkSync(`${dead}-dead`, `${lock}${round}`);
    const start = String(Date.now() + 3000); // by then all four run
    const children = Array.from({ length: 4 }, (_, i) =>
      spawn(process.execPath, ['--import', 'tsx', program, lock, log, String(rounds), start, i % 2 ? 'dies' : ''], { stdio: 'inherit' }),
    );
    await Promise.all(children.map(ended));
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    const died = children.filter((_, i) => i % 2).map(({ pid }) => String(pid));
    for (let round = 0; round < rounds; round++) {
      const own = lines.filter((line) => line.endsWith(` ${round}`)).map((line) => line.split(' '));
      const last = round === rounds - 1;
      assert.equal(own.filter(([what]) => what === 'in').length, 4, `lock ${round}`);
      for (const [i, [what, pid = '']] of own.entries()) {
        const stays = last && died.includes(pid);
        // Who goes in comes out before anybody else goes in, but for who dies inside.
        if (what === 'in' && !stays) assert.deepEqual(own[i + 1]?.slice(0, 2), ['out', pid], `lock ${round}`);
      }
    }
  });

  it('is taken over from a process that died while it removed a dead lock', async () => {
    const dead = `${gone()}-dead`;
    symlinkSync(dead, lock);
    symlinkSync(`${gone()}-remover`, `${lock}.${dead}`);
    const unlock = await lockFile(lock, { every: 1 });
    assert.equal(Number.parseInt(readlinkSync(lock), 10), process.pid);
    assert.equal(existsSync(`${lock}.${dead}`), false);
    await unlock();
    assert.equal(existsSync(lock), false);
  });

  it('says once whom it waits for, and stops waiting on request', async () => {
    const unlock = await lockFile(lock);
    const [waits, stop] = [[] as number[], new AbortController()];
    const second = lockFile(lock, {
      every: 1,
      signal: stop.signal,
      onWait: (pid) => {
        waits.push(pid);
        setTimeout(() => stop.abort(), 20); // time for more looks at the lock, one each millisecond: they must say nothing
      },
    });
    await assert.rejects(second, { name: 'AbortError' });
    assert.deepEqual(waits, [process.pid]);
    await unlock();
  });
});
