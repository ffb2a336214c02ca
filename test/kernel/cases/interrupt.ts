import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { type MessageClient, markCell } from '../../support/message-client.js';
import type { Place } from './place.js';

/** Cells that would never end, and what they are. */
const endless: Record<string, string> = {
  'a busy loop': 'mark(); for (;;) {}',
  'an awaiting cell': 'mark(); await new Promise(() => {})',
  'a busy loop after an await': 'await sleep(10); mark(); for (;;) {}',
  'an endless chain of microtasks': 'mark(); for (;;) await null',
  'a loop of waits':
    'for (;;) { await sleep(5); (globalThis as any).turns = ((globalThis as any).turns ?? 0) + 1; if ((globalThis as any).turns === 3) mark() }',
  'a loop that prints': 'mark(); for (let i = 0; ; i++) console.log(i)',
  'a busy loop in a timer callback, the cell awaiting': 'setTimeout(() => { mark(); for (;;) {} }, 1); await sleep(100_000)',
  'process.nextTick for ever': 'mark(); (function again() { process.nextTick(again) })(); await sleep(100_000)',
  'a loop that catches everything': 'mark(); for (;;) { try { for (;;) {} } catch {} }',
};

export const interruptCases = (place: Place): Mocha.Suite =>
  describe(`kernel over ${place.name}: interrupt`, function () {
    this.timeout(120_000);
    let kernel: MessageClient;
    before(async () => {
      kernel = await place.start();
      await kernel.run(markCell);
      await kernel.run('let kept = 41; const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));');
    });
    after(() => kernel.stop());

    async function interrupted(code: string, how: 'interrupt' | 'signal' = 'interrupt') {
      const id = await kernel.reaching(code);
      await kernel.call(how);
      return kernel.outcome(id, 10);
    }

    for (const [what, code] of Object.entries(endless)) {
      it(`ends ${what} and keeps all state`, async () => {
        const { reply } = await interrupted(code);
        assert.equal(reply.ename, 'Interrupted');
        assert.equal(await kernel.value('await sleep(5); kept + 1'), '42');
      });
    }

    place.native('the loop ends there too, and then the value is shown')(
      'ends a loop in a getter of the value and keeps all state',
      async () => {
        const { reply } = await interrupted('({ get [Symbol.toStringTag]() { mark(); for (;;) {} } })');
        assert.equal(reply.ename, 'Interrupted');
        assert.equal(await kernel.value('kept + 1'), '42');
      },
    );

    it('leaves nothing of an interrupted loop of waits running', async () => {
      const turns = '(globalThis as any).turns';
      const before = await kernel.value(turns);
      assert.ok(Number(before) > 0);
      // That nothing happens cannot be awaited: 200 ms are forty turns of the loop.
      await kernel.run('await sleep(200)');
      assert.equal(await kernel.value(turns), before);
    });

    place.native('a tab has no signals')('works by SIGINT as well', async () => {
      assert.equal((await interrupted('mark(); for (;;) {}', 'signal')).reply.ename, 'Interrupted');
      assert.equal(await kernel.value('kept'), '41');
    });

    it('aborts the signal of the kernel API, and running work may end by itself with its own result', async () => {
      const { reply, of } = await interrupted(`
const { signal } = (globalThis as any)[Symbol.for('lecture-lab.kernel')];
mark();
const why = await new Promise<string>((resolve) => signal.addEventListener('abort', () => resolve(signal.reason.name)));
why`);
      assert.equal(reply.status, 'ok');
      assert.deepEqual(of('execute_result')[0]?.data, { 'text/plain': "'Interrupted'" });
    });

    it('keeps what the cell had declared before the statement it was in', async () => {
      await interrupted('let early = 5; mark();\nfor (;;) {}\nlet never = 6;');
      assert.equal(await kernel.value('early'), '5');
    });

    it('aborts the cells that wait behind the interrupted one', async () => {
      const first = await kernel.reaching('mark(); for (;;) {}');
      const second = kernel.request('1');
      await kernel.ask('kernel_info_request'); // the second request has arrived as well
      await kernel.call('interrupt');
      assert.equal((await kernel.outcome(first)).reply.status, 'error');
      assert.equal((await kernel.outcome(second)).reply.status, 'aborted');
    });

    it('ends a loop that prints, however long it printed, again and again, and four in a row harm nothing', async () => {
      for (let i = 0; i < 5; i++) {
        const id = kernel.request("while (true) console.log('…')");
        await kernel.until((all) => all.find((m) => m.parent === id && m.type === 'stream'), 'stream');
        // The first time, after its output is cut: the loop goes on all the same.
        if (i === 0) await kernel.until((all) => all.find((m) => m.parent === id && /output cut/.test(String(m.content.text))), 'cut', 60);
        await kernel.call('interrupt');
        assert.equal((await kernel.outcome(id, 10)).reply.ename, 'Interrupted');
        const busy = await kernel.reaching('mark(); for (;;) {}');
        for (let n = 0; n < 4; n++) await kernel.call('interrupt');
        assert.equal((await kernel.outcome(busy, 10)).reply.ename, 'Interrupted');
        assert.equal(await kernel.value('1 + 1'), '2');
      }
    }).timeout(120_000);

    it('works again and again on a machine that has no time to spare', async () => {
      const busy = availableParallelism();
      const others = Array.from({ length: busy }, () =>
        spawn(process.execPath, ['-e', 'for (const end = Date.now() + 60_000; Date.now() < end; );']),
      );
      try {
        for (let i = 0; i < 30; i++) {
          const { reply } = await interrupted(i % 2 ? 'mark(); for (;;) await null' : 'mark(); for (;;) {}');
          assert.equal(reply.ename, 'Interrupted');
          assert.equal(await kernel.value('kept + 1'), '42');
        }
      } finally {
        for (const other of others) other.kill('SIGKILL');
      }
    }).timeout(120_000);

    place.native('only a page with special headers has shared memory')('ends Atomics.wait', async () => {
      const { reply } = await interrupted('mark(); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)');
      assert.equal(reply.ename, 'Interrupted');
      assert.equal(await kernel.value('kept'), '41');
    });

    place.native('a tab starts no processes')('ends a child process that the cell waits for, as Ctrl+C does in a terminal', async () => {
      const start = Date.now();
      const { reply } = await interrupted("const { execSync } = await import('node:child_process'); mark(); execSync('sleep 20')");
      assert.equal(reply.status, 'error');
      assert.ok(Date.now() - start < 15_000);
      assert.equal(await kernel.value('kept'), '41');
    });

    place
      .native('a tab starts no processes')('of native code that cannot be ended says so and names the way out', async () => {
        const code = `const { spawnSync } = await import('node:child_process'); mark(); spawnSync('sh', ['-c', "trap '' INT; sleep 8"]).status`;
        const id = await kernel.reaching(code);
        await kernel.call('interrupt');
        const said = await kernel.until(
          (all) => all.find((m) => m.parent === id && /cannot be interrupted/.test(String(m.content.text))),
          'notice',
        );
        assert.match(String(said.content.text), /restart the kernel/);
        await kernel.outcome(id, 100);
      })
      .timeout(120_000);

    it('does no harm when nothing runs', async () => {
      await kernel.call('interrupt');
      const until = Date.now() + 400; // longer than the watchdog waits
      while (Date.now() < until) assert.equal(await kernel.value('1 + 1'), '2');
      assert.equal(await kernel.value('let s = 0; for (let i = 0; i < 1e7; i++) s += i % 3; s > 0'), 'true');
    });
  });
