/** `kernel-helpers/dist/bundle/helpers.js`, which the cells of a kernel import in place of the 400 files of the build. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { KernelClient, root } from '../support/kernel-client.js';

describe('the helpers in one file', function () {
  this.timeout(60_000);

  it('have the names of the helpers in many', async () => {
    const many = (await import('kernel-helpers')) as Record<string, unknown>;
    const kernel = await KernelClient.start();
    try {
      await kernel.run("import * as helpers from 'kernel-helpers';");
      const { text } = await kernel.run(
        'console.log(JSON.stringify(Object.entries(helpers).map(([name, value]) => [name, typeof value === "function" ? value.name : typeof value])));',
      );
      const one = JSON.parse(text()) as [string, string][];
      assert.ok(one.length > 200, `${one.length} names`);
      assert.deepEqual(
        one,
        Object.entries(many).map(([name, value]) => [name, typeof value === 'function' ? value.name : typeof value]),
      );
    } finally {
      await kernel.stop();
    }
  });

  it('are what a cell and a file beside the notebook import: one instance', async () => {
    const folder = mkdtempSync(path.join(root, '.lab/one-file-'));
    writeFileSync(path.join(folder, 'own.mjs'), "export { tf, ewa } from 'kernel-helpers';");
    const kernel = await KernelClient.start({ cwd: folder });
    try {
      await kernel.run("import { ewa, tf } from 'kernel-helpers'; import * as own from './own.mjs';");
      assert.equal(await kernel.value('[own.ewa === ewa, own.tf === tf].join()'), "'true,true'");
      const where = 'let stack = ""; try { ewa([1], 5) } catch (error) { stack = (error as Error).stack ?? "" } stack';
      assert.match(String(await kernel.value(where)), /kernel-helpers\/dist\/bundle\/helpers\.js/);
    } finally {
      await kernel.stop();
      rmSync(folder, { recursive: true });
    }
  });
});
