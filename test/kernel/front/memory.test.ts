import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { KernelClient, plainText } from '../../support/kernel-client.js';

describe('kernel: memory given back while much is under way', function () {
  this.timeout(120_000);

  it('twenty million characters shown by the first cell leave the front alive', async () => {
    for (let i = 0; i < 6; i++) {
      const kernel = await KernelClient.start();
      const { of } = await kernel.run("import * as tslab from 'tslab'; tslab.display.html('y'.repeat(20e6))");
      assert.equal(String((of('display_data')[0]?.data as Record<string, string> | undefined)?.['text/html']).length, 20e6);
      const front = Number(await kernel.call('pid'));
      // The kernel rests .3 s after its last request, and then gives memory back: let it, again and again.
      const end = Date.now() + 1500;
      while (Date.now() < end) {
        process.kill(front, 0);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.equal(plainText((await kernel.run('1 + 1')).of('execute_result')[0]), '2');
      await kernel.stop();
    }
  });

  it('a kernel that was calm only while a cell computed gives the memory of an import back behind that cell', async () => {
    const kernel = await KernelClient.start();
    const runner = Number(await kernel.value('process.pid'));
    const kilobytes = (name: 'VmRSS' | 'VmHWM') =>
      Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${runner}/status`, 'utf8'))?.[1]);
    await kernel.run("import { tf } from 'kernel-helpers'; tf.scalar(1).dataSync()[0]");
    // The kernel is calm for the first time within this cell.
    await kernel.run('{ const end = Date.now() + 1000; while (Date.now() < end); }');
    const most = kilobytes('VmHWM');
    for (let tries = 0; tries < 100 && kilobytes('VmRSS') > 0.6 * most; tries++) await sleep(100);
    assert.ok(kilobytes('VmRSS') <= 0.6 * most, `${kilobytes('VmRSS')} of ${most} kB`);
    await kernel.stop();
  });
});
