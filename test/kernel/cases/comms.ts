import assert from 'node:assert/strict';
import type { MessageClient } from '../../support/message-client.js';
import type { Place } from './place.js';

const api = "const api = (globalThis as any)[Symbol.for('lecture-lab.kernel')];";

export const commsCases = (place: Place): Mocha.Suite =>
  describe(`kernel over ${place.name}: comms`, function () {
    this.timeout(120_000);
    let kernel: MessageClient;
    before(async () => {
      kernel = await place.start();
      await kernel.run(`${api}
const got: unknown[] = [];
import { registerCommTarget } from 'kernel-helpers';
registerCommTarget('echo', (comm, data: any, buffers) => {
  got.push(['open', data, buffers.length]);
  comm.onMessage(async (data: any, buffers) => {
    await new Promise((r) => setTimeout(r, 50)); // a handler that takes time: "idle" has to wait for it
    console.log('handled', data.n);
    (globalThis as any).release?.();
    comm.send({ twice: data.n * 2 }, { buffers: buffers.map((b) => Uint8Array.from(b).reverse()), metadata: { m: 1 } });
  });
  comm.onClose((data: any) => got.push(['close', data]));
});`);
    });
    after(() => kernel.stop());

    it('a comm of the front end reaches its target, with binary buffers both ways, and is listed while open', async () => {
      const open = kernel.send('comm_open', { comm_id: 'c1', target_name: 'echo', data: { hello: 1 } }, { buffers: ['AQ=='] });
      await kernel.until((all) => all.find((m) => m.parent === open && m.content.execution_state === 'idle'), 'idle');
      assert.deepEqual((await kernel.ask('comm_info_request', { target_name: 'echo' })).comms, { c1: { target_name: 'echo' } });
      kernel.send('comm_msg', { comm_id: 'c1', data: { n: 21 } }, { buffers: ['AQID'] });
      const answer = await kernel.until((all) => all.find((m) => m.type === 'comm_msg' && m.content.comm_id === 'c1'), 'comm_msg');
      assert.deepEqual(answer.content, { comm_id: 'c1', data: { twice: 42 } });
      assert.deepEqual(answer.metadata, { m: 1 });
      assert.deepEqual(answer.buffers, ['AwIB']);
      const closed = kernel.send('comm_close', { comm_id: 'c1', data: { bye: 2 } });
      await kernel.until((all) => all.find((m) => m.parent === closed && m.content.execution_state === 'idle'), 'idle');
      assert.deepEqual((await kernel.ask('comm_info_request', {})).comms, {});
      assert.equal(await kernel.value('JSON.stringify(got)'), `'[["open",{"hello":1},1],["close",{"bye":2}]]'`);
    });

    it('a comm that is opened is listed', async () => {
      const open = kernel.send('comm_open', { comm_id: 'c2', target_name: 'echo', data: {} });
      await kernel.until((all) => all.find((m) => m.parent === open && m.content.execution_state === 'idle'), 'idle');
      const { comms } = await kernel.ask('comm_info_request', {});
      assert.ok('c2' in (comms as object));
    });

    place.native('a browser follows no context through promises')(
      'busy and idle enclose all that a comm message causes, with its header',
      async () => {
        const id = kernel.send('comm_msg', { comm_id: 'c2', data: { n: 1 } });
        const types = await kernel.until((all) => {
          const own = all.filter((m) => m.parent === id);
          return own.some((m) => m.content.execution_state === 'idle') ? own.map((m) => m.content.execution_state ?? m.type) : undefined;
        }, 'idle');
        assert.deepEqual(types, ['busy', 'stream', 'comm_msg', 'idle']);
      },
    );

    it('comm messages do not wait for a running cell', async () => {
      // Only the message's handler lets the cell end.
      const cell = kernel.request('await new Promise<void>((r) => ((globalThis as any).release = r)); 1');
      await kernel.until((all) => all.find((m) => m.parent === cell && m.type === 'execute_input'), 'execute_input');
      kernel.send('comm_msg', { comm_id: 'c2', data: { n: 5 } });
      const isAnswer = (data: unknown) => (data as { twice?: number } | undefined)?.twice === 10;
      await kernel.until((all) => all.find((m) => m.type === 'comm_msg' && isAnswer(m.content.data)), 'comm_msg');
      assert.equal((await kernel.outcome(cell)).reply.status, 'ok');
    });

    it('an unknown target is answered by comm_close', async () => {
      const id = kernel.send('comm_open', { comm_id: 'c3', target_name: 'nobody', data: {} });
      const answer = await kernel.until((all) => all.find((m) => m.type === 'comm_close' && m.parent === id), 'comm_close');
      assert.equal(answer.content.comm_id, 'c3');
    });

    it('a comm that the kernel opens carries target, data, metadata and buffers, and closes', async () => {
      const { published } = await kernel.run(
        "const mine = api.openComm('front', { a: 1 }, { metadata: { version: '2.1.0' }, buffers: [new Uint8Array([7])], id: 'k1' }); mine.send({ b: 2 }); mine.close();",
      );
      const own = published.filter(({ type }) => type.startsWith('comm'));
      assert.deepEqual(
        own.map(({ type, content }) => [type, content]),
        [
          ['comm_open', { comm_id: 'k1', target_name: 'front', data: { a: 1 } }],
          ['comm_msg', { comm_id: 'k1', data: { b: 2 } }],
          ['comm_close', { comm_id: 'k1', data: {} }],
        ],
      );
      assert.deepEqual([own[0]?.metadata, own[0]?.buffers], [{ version: '2.1.0' }, ['Bw==']]);
    });

    it('a handler that throws is shown in the cell of its message, and the comm lives on', async () => {
      await kernel.run("api.registerTarget('bad', (comm: any) => comm.onMessage(() => { throw new Error('in the handler') }));");
      kernel.send('comm_open', { comm_id: 'c4', target_name: 'bad', data: {} });
      const id = kernel.send('comm_msg', { comm_id: 'c4', data: {} });
      const stream = await kernel.until((all) => all.find((m) => m.type === 'stream' && m.parent === id), 'stream');
      assert.match(String(stream.content.text), /in the handler/);
      assert.equal(await kernel.value('2'), '2');
    });

    describe('lecture-lab.typing', () => {
      let requests = 0;
      const ask = (data: object) => kernel.send('comm_msg', { comm_id: 'typing', data: { id: ++requests, ...data } });
      const answerTo = async (message: string) => {
        const found = await kernel.until((all) => all.find((m) => m.type === 'comm_msg' && m.parent === message), 'an answer');
        return found.content.data as { id: number; result?: unknown; error?: string; cancelled?: boolean };
      };
      before(async () => {
        await kernel.run('const seven: number = 7');
        const open = kernel.send('comm_open', { comm_id: 'typing', target_name: 'lecture-lab.typing', data: {} });
        await kernel.until((all) => all.find((m) => m.parent === open && m.content.execution_state === 'idle'), 'idle');
      });

      it('answers while a cell computes, and the cell goes on', async () => {
        const cell = kernel.request('for (;;) {}');
        await kernel.until((all) => all.find((m) => m.parent === cell && m.type === 'execute_input'), 'execute_input');
        const { result } = await answerTo(ask({ kind: 'diagnostics', code: 'seven.toFxed()' }));
        assert.deepEqual(
          (result as { from: number; to: number; code: string }[]).map(({ from, to, code }) => [from, to, code]),
          [[6, 12, 'TS2551']],
        );
        assert.match(JSON.stringify((await answerTo(ask({ kind: 'hover', code: 'seven', position: 2 }))).result), /const seven: number/);
        assert.ok(!kernel.messages.some((m) => m.parent === cell && m.type === 'execute_reply'), 'the cell still computes');
        await kernel.ask('interrupt_request', {}, 'control');
        assert.equal((await kernel.outcome(cell)).reply.ename, 'Interrupted');
      });

      it('a newer request of the same kind cancels one that waits', async () => {
        const sent = [1, 2, 3, 4, 5].map((n) => ask({ kind: 'diagnostics', code: `seven + ${n}` }));
        const answers = await Promise.all(sent.map(answerTo));
        assert.deepEqual(answers.at(-1), { id: requests, result: [] });
        for (const { cancelled, result } of answers.slice(0, -1)) assert.ok(cancelled || result, 'each is answered, or cancelled');
      });

      it('what cannot be done is answered with one line', async () => {
        assert.equal(
          (await answerTo(ask({ kind: 'format', code: 'for (' }))).error,
          'the cell has a syntax error in line 1: Expression expected.',
        );
        assert.match((await answerTo(ask({ kind: 'nothing' }))).error ?? '', /got nothing/);
      });

      it('is listed while open, and knows nothing once closed', async () => {
        const open = await kernel.ask('comm_info_request', { target_name: 'lecture-lab.typing' });
        assert.deepEqual(open.comms, { typing: { target_name: 'lecture-lab.typing' } });
        kernel.send('comm_close', { comm_id: 'typing', data: {} });
        assert.deepEqual((await kernel.ask('comm_info_request', { target_name: 'lecture-lab.typing' })).comms, {});
      });
    });
  });
