import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { GiveBack } from '../../../kernel-helpers/src/kernel/front/session/give-back.js';

describe('kernel: when memory is given back', () => {
  it('the front at once when the kernel is calm, the runner behind the cell that runs', async () => {
    const done: string[] = [];
    let running = true;
    const giveBack = new GiveBack({
      script: import.meta.filename,
      snapshot: undefined,
      isRunning: () => running,
      tellRunner: () => done.push('runner'),
      tidy: () => done.push('front'),
    });
    giveBack.due();
    await sleep(500);
    assert.deepEqual(done, ['front']);
    running = false;
    giveBack.cellEnded();
    await sleep(500);
    assert.deepEqual(done, ['front', 'runner', 'front']);
    giveBack.cellEnded();
    await sleep(500);
    assert.equal(done.length, 3, 'nothing is owed any more');
  });
});
