import assert from 'node:assert/strict';
import { runProgram, sideBySide } from '../../scripts/test/side-by-side.mjs';

describe('test groups that run side by side', () => {
  it('never fill more slots than there are, and print one after the other', async () => {
    let printed = '';
    let used = 0;
    let most = 0;
    const job = (name: string, slots: number, steps: number) => ({
      slots,
      run: async (write: (text: string) => void) => {
        used += Math.min(slots, 2);
        most = Math.max(most, used);
        for (let step = 0; step < steps; step++) {
          write(name);
          await new Promise((resolve) => setImmediate(resolve));
        }
        used -= Math.min(slots, 2);
      },
    });
    await sideBySide([job('a', 1, 9), job('b', 1, 2), job('c', 2, 3), job('d', 1, 1), job('e', 5, 2)], 2, (text) => {
      printed += text;
    });
    assert.equal(printed, 'aaaaaaaaabbcccdee');
    assert.equal(most, 2);
  });

  it('run on one core too', async () => {
    const order: string[] = [];
    const job = (name: string, slots: number) => ({ slots, run: async () => void order.push(name) });
    await sideBySide([job('a', 1), job('b', 2), job('c', 1)], 1, () => undefined);
    assert.deepEqual(order, ['a', 'b', 'c']);
  });

  it('say what became of their program: its status, none where it is not there or its time is over', async () => {
    let said = '';
    const run = (argv: string[], timeout = 60_000) =>
      runProgram(argv, { cwd: process.cwd(), env: process.env, timeout }, (text) => {
        said += text;
      });
    assert.equal(await run([process.execPath, '-e', 'console.log(1); console.error(2); process.exitCode = 3']), 3);
    assert.match(said, /1/);
    assert.match(said, /2/);
    assert.equal(await run(['no-such-program']), undefined);
    assert.match(said, /no-such-program/);
    assert.equal(await run([process.execPath, '-e', 'setInterval(() => {}, 1000)'], 200), undefined);
  });
});
