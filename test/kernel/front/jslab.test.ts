import assert from 'node:assert/strict';
import type { Dict } from '../../support/kernel-client.js';
import { KernelClient } from '../../support/kernel-client.js';

describe('kernel: jslab, the one for JavaScript', function () {
  this.timeout(60_000);
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start({ kernel: 'jslab' });
  });
  after(() => kernel.stop());

  it('says that its language is JavaScript', async () => {
    const { language_info: language } = (await kernel.ask('kernel_info_request')) as { language_info: Dict };
    assert.deepEqual([language.name, language.file_extension, language.mimetype], ['javascript', '.js', 'text/javascript']);
  });

  it('runs what TypeScript would refuse, from cell to cell, with imports and await', async () => {
    await kernel.run("let x = 1; x = 'text'; const o = {}; o.a = [x]; function twice(n) { return n + n }");
    assert.equal(await kernel.value("import { join } from 'node:path'; join(twice(o.a[0]), await Promise.resolve('b'))"), "'texttext/b'");
  });

  it('refuses what JavaScript itself forbids, and tells what a cell throws', async () => {
    assert.equal((await kernel.run('let a = 1; let a = 2')).reply.ename, 'SyntaxError');
    assert.equal((await kernel.run('let b = (')).reply.ename, 'SyntaxError');
    assert.equal((await kernel.run('nobody.knows')).reply.ename, 'ReferenceError');
  });

  it('completes by the types that it knows', async () => {
    const { matches } = (await kernel.ask('complete_request', { code: '[1].ma', cursor_pos: 6 })) as { matches: string[] };
    assert.ok(matches.includes('map'), `${matches}`);
  });
});
