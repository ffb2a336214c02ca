import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { projectRoot, Session } from './cells.js';

describe('KernelSession', function () {
  this.timeout(60_000);

  it('gives the value of a cell, and numbers cells by itself or as told', async () => {
    const s = new Session();
    assert.deepEqual(await s.execute('const n: number = 41; n + 1'), { ok: true, hasValue: true, value: 42 });
    const refused = await s.execute('const t: string = n');
    assert.ok(!refused.ok && 'diagnostics' in refused);
    assert.match(refused.evalue, /TS2322.*\(Cell 2, line 1, column 7\)/);
    const numbered = await s.execute('null!.x', { number: 7 });
    assert.ok(!numbered.ok && 'formatted' in numbered && numbered.cellNumber === 7);
  });

  it('resolves with what a cell throws, and keeps what the cell had declared before', async () => {
    const s = new Session();
    const result = await s.execute("const before = 1; throw new RangeError('no'); const after = 2");
    assert.ok(!result.ok && 'error' in result && result.error instanceof RangeError);
    const { ename, evalue, traceback } = s.formatError(result.error);
    assert.deepEqual([ename, evalue], ['RangeError', 'no']);
    assert.match(traceback.join('\n'), /Cell 1, line 1/);
    assert.equal(await s.last('before'), 1);
    assert.deepEqual(await s.codes('after'), ['TS2304']);
  });

  it('is an export of the package', () => {
    const program = `import { KernelSession } from 'kernel-helpers/kernel';
      const session = new KernelSession({ cwd: process.cwd() });
      console.log(JSON.stringify(await session.execute('[1, 2].map((n) => n * 2)')));`;
    const stdout = execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: projectRoot, encoding: 'utf8' });
    assert.deepEqual(JSON.parse(stdout), { ok: true, hasValue: true, value: [2, 4] });
  });
});
