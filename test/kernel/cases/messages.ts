import assert from 'node:assert/strict';
import { type Dict, type MessageClient, plainText } from '../../support/message-client.js';
import type { Place } from './place.js';

const api = "const api = (globalThis as any)[Symbol.for('lecture-lab.kernel')];";

export const messagesCases = (place: Place): Mocha.Suite =>
  describe(`kernel over ${place.name}: messages of protocol 5.4`, function () {
    this.timeout(120_000);
    let kernel: MessageClient;
    before(async () => {
      kernel = await place.start();
      await kernel.run(`${api} const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));`);
    });
    after(() => kernel.stop());

    it('a cell is answered by busy, execute_input, execute_result and idle, in this order, all with its header as parent', async () => {
      const { published, reply, of } = await kernel.run('6 * 7');
      assert.deepEqual(
        published.map(({ type, content }) => (type === 'status' ? content.execution_state : type)),
        ['busy', 'execute_input', 'execute_result', 'idle'],
      );
      assert.equal(of('execute_input')[0]?.code, '6 * 7');
      assert.equal(of('execute_input')[0]?.execution_count, reply.execution_count);
      assert.deepEqual(of('execute_result')[0], { execution_count: reply.execution_count, data: { 'text/plain': '42' }, metadata: {} });
      assert.deepEqual(reply, { status: 'ok', execution_count: reply.execution_count, payload: [], user_expressions: {} });
      assert.ok(published.every(({ version }) => version === '5.4'));
    });

    it('a cell that throws sends one error with name, message and traceback, and its reply says the same', async () => {
      const { of, reply } = await kernel.run("throw new RangeError('too far')");
      const [error, ...more] = of('error');
      assert.equal(more.length, 0);
      assert.equal(error?.ename, 'RangeError');
      assert.equal(error?.evalue, 'too far');
      assert.match(((error?.traceback ?? []) as string[]).join('\n'), /too far/);
      assert.equal(reply.status, 'error');
      assert.deepEqual({ ...error }, { ename: reply.ename, evalue: reply.evalue, traceback: reply.traceback });
    });

    it('20,000 lines arrive whole and in order, in few messages', async () => {
      const { of, text } = await kernel.run("for (let i = 0; i < 20_000; i++) console.log('line', i);");
      const expected = Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`).join('');
      assert.equal(text(), expected);
      assert.ok(of('stream').length <= 60, `${of('stream').length} messages`);
    });

    it('a cell may show 20,000 things; then a note says so once, and updates of a display go on', async () => {
      const { of, text } = await kernel.run(`for (let i = 0; i < 20_050; i++) api.display({ 'text/plain': 'x' });
      api.display({ 'text/plain': 'last' }, { displayId: 'd', update: true });`);
      assert.equal(of('display_data').length, 20_000);
      assert.equal(text('stderr').match(/displays cut: this cell has shown 20,000/g)?.length, 1);
      assert.equal(of('update_display_data').length, 1);
    });

    it('10,000 displays all arrive, in order', async () => {
      const { of } = await kernel.run("for (let i = 0; i < 10_000; i++) api.display({ 'text/plain': String(i) });");
      assert.deepEqual(
        of('display_data').map(({ data }) => (data as Dict)['text/plain']),
        Array.from({ length: 10_000 }, (_, i) => String(i)),
      );
    });

    it('stdout, stderr, displays and errors keep the order in which the cell made them', async () => {
      const { published } = await kernel.run(
        "console.log('a'); console.error('b'); console.log('c'); api.display({ 'text/plain': 'd' }); process.stdout.write('e'); throw new Error('f')",
      );
      const shown = published.flatMap(({ type, content }) =>
        type === 'stream' ? [`${content.name}:${content.text}`] : type === 'display_data' || type === 'error' ? [type] : [],
      );
      assert.deepEqual(shown, ['stdout:a\n', 'stderr:b\n', 'stdout:c\n', 'display_data', 'stdout:e', 'error']);
    });

    it('output of a running cell arrives while it runs, also from a loop that never yields', async () => {
      const id = kernel.request('for (;;) { if (Date.now() % 100 === 0) console.log(1) }');
      await kernel.until((all) => all.find((m) => m.parent === id && m.type === 'stream'), 'stream');
      await kernel.call('interrupt');
      assert.equal((await kernel.outcome(id)).reply.ename, 'Interrupted');
    });

    place.native('a browser follows no context through promises: late output belongs to the cell that ran last')(
      'output after a cell ended carries the header of the cell that caused it, not of the one that runs',
      async () => {
        // The timer of the first cell prints only while the second runs, and the second ends only after that.
        const late = await kernel.run(`const flags = globalThis as any;
const timer = setInterval(() => {
  if (!flags.seen) return;
  clearInterval(timer);
  console.log('late');
  flags.seen();
}, 5);
1`);
        const busy = kernel.request("await new Promise<void>((r) => (flags.seen = r)); console.log('mine')");
        const message = await kernel.until((all) => all.find((m) => m.type === 'stream' && m.content.text === 'late\n'), 'late output');
        assert.equal(message.parent, late.id);
        assert.equal((await kernel.outcome(busy)).text(), 'mine\n');
      },
    );

    it('display_data, update_display_data and clear_output pass with ids, metadata and wait', async () => {
      const { published } = await kernel.run(`
api.display({ 'text/plain': 'one' }, { displayId: 'x1', metadata: { 'text/plain': { a: 1 } } });
api.display({ 'text/plain': 'two', 'image/png': new Uint8Array([1, 2, 3]) }, { displayId: 'x1', update: true });
api.clearOutput(true);`);
      const own = published.filter(({ type }) => /display|clear/.test(type)).map(({ type, content }) => [type, content]);
      assert.deepEqual(own, [
        ['display_data', { data: { 'text/plain': 'one' }, metadata: { 'text/plain': { a: 1 } }, transient: { display_id: 'x1' } }],
        ['update_display_data', { data: { 'text/plain': 'two', 'image/png': 'AQID' }, metadata: {}, transient: { display_id: 'x1' } }],
        ['clear_output', { wait: true }],
      ]);
    });

    it("tslab's display and newDisplay work as in tslab 1.0.22", async () => {
      const { of } = await kernel.run(`import * as tslab from 'tslab';
tslab.display.markdown('*m*');
tslab.display.png(new Uint8Array([1, 2, 3]));
const shown = tslab.newDisplay(); shown.text('1'); shown.text('2');
tslab.versions.tslab`);
      assert.deepEqual(
        of('display_data').map(({ data }) => data),
        [{ 'text/markdown': '*m*' }, { 'image/png': 'AQID' }, { 'text/plain': '1' }],
      );
      assert.deepEqual(of('update_display_data')[0]?.data, { 'text/plain': '2' });
      const id = (content?: Dict) => (content?.transient as Dict | undefined)?.display_id;
      assert.equal(typeof id(of('display_data')[2]), 'string');
      assert.equal(id(of('update_display_data')[0]), id(of('display_data')[2]));
      assert.equal(plainText(of('execute_result')[0]), "'1.0.22'");
    });

    it('silent runs the code, publishes nothing but status, and counts no cell', async () => {
      const { reply: first } = await kernel.run('1');
      const { published } = await kernel.run("globalThis.quiet = 7; console.log('x'); 5", { silent: true });
      assert.deepEqual([...new Set(published.map(({ type }) => type))], ['status']);
      const { reply, of } = await kernel.run('(globalThis as any).quiet');
      assert.equal(plainText(of('execute_result')[0]), '7');
      assert.equal(reply.execution_count, (first.execution_count as number) + 1);
    });

    it('store_history false leaves the count and the history alone', async () => {
      const { reply: first } = await kernel.run('1');
      await kernel.run('2 + 22', { store_history: false });
      const { reply } = await kernel.run('1');
      assert.equal(reply.execution_count, (first.execution_count as number) + 1);
      const { history } = await kernel.ask('history_request', { output: false, raw: true, hist_access_type: 'search', pattern: '2 + 22' });
      assert.deepEqual(history, []);
    });

    it('user_expressions are evaluated after the cell, each with its own result or error', async () => {
      const { reply } = await kernel.run('const ux = 4;', { user_expressions: { double: 'ux * 2', bad: 'nowhere' } });
      const { double, bad } = reply.user_expressions as Record<string, Dict>;
      assert.deepEqual(double, { status: 'ok', data: { 'text/plain': '8' }, metadata: {} });
      assert.equal(bad?.status, 'error');
      assert.match(String(bad?.evalue), /nowhere/);
    });

    it('after a failing cell the queued ones are aborted and the next request runs at once', async () => {
      // Nothing tells a cell that others wait behind it: 500 ms give them time to arrive.
      const ids = ["await sleep(500); throw new Error('stop')", 'globalThis.a1 = 1', 'globalThis.a2 = 2'].map((code) =>
        kernel.request(code),
      );
      const [first, second, third] = await Promise.all(ids.map((id) => kernel.outcome(id)));
      assert.equal(first?.reply.status, 'error');
      assert.equal(second?.reply.status, 'aborted');
      assert.equal(third?.reply.status, 'aborted');
      assert.equal(second?.of('execute_input').length, 0);
      assert.equal(await kernel.value('(globalThis as any).a1 ?? (globalThis as any).a2 ?? 0'), '0');
    });

    it('a type error aborts what is queued too; stop_on_error false lets it run', async () => {
      const wrong = "const n: number = 'text';";
      // While the first cell runs, the other two arrive.
      const stop = ['await sleep(500)', wrong, '11'].map((code) => kernel.request(code));
      assert.equal((await kernel.outcome(stop[2]!)).reply.status, 'aborted');
      const go = [kernel.request(wrong, { stop_on_error: false }), kernel.request('12')];
      assert.equal((await kernel.outcome(go[0]!)).reply.status, 'error');
      assert.equal((await kernel.outcome(go[1]!)).reply.status, 'ok');
    });

    it('kernel_info, completion, inspection, is_complete, history and comm_info answer while a cell computes', async () => {
      const id = kernel.request('for (;;) {}');
      await kernel.until((all) => all.find((m) => m.parent === id && m.type === 'execute_input'), 'execute_input');
      const info = await kernel.ask('kernel_info_request');
      assert.equal(info.protocol_version, '5.4');
      const completion = await kernel.ask('complete_request', { code: 'Math.hyp', cursor_pos: 8 });
      assert.ok((completion.matches as string[]).includes('hypot'));
      const inspection = await kernel.ask('inspect_request', { code: 'Math.hypot', cursor_pos: 7, detail_level: 0 });
      assert.equal(inspection.found, true);
      assert.equal((await kernel.ask('is_complete_request', { code: 'if (1) {' })).status, 'incomplete');
      assert.equal((await kernel.ask('history_request', { hist_access_type: 'tail', n: 1, output: false, raw: true })).status, 'ok');
      assert.equal((await kernel.ask('comm_info_request')).status, 'ok');
      assert.equal(
        kernel.messages.some((m) => m.parent === id && m.type === 'execute_reply'),
        false,
        'the cell ended too early',
      );
      // The last state published is the cell's: a front end that shows it shows a busy kernel.
      await kernel.until((all) => {
        const last = all.findLast((m) => m.type === 'status');
        return last?.content.execution_state === 'busy' && last.parent === id ? last : undefined;
      }, 'busy, said again');
      await kernel.ask('interrupt_request', {}, 'control');
      await kernel.outcome(id);
    });

    place.native('a port has no heartbeat')('the heartbeat answers while a cell computes', async () => {
      const id = kernel.request('for (;;) {}');
      await kernel.until((all) => all.find((m) => m.parent === id && m.type === 'execute_input'), 'execute_input');
      assert.equal(typeof (await kernel.call('heartbeat')), 'number');
      assert.ok(!kernel.messages.some((m) => m.parent === id && m.type === 'execute_reply'), 'the cell ended too early');
      await kernel.ask('interrupt_request', {}, 'control');
      await kernel.outcome(id);
    });

    it('is_complete tells complete, incomplete with an indent, and invalid code apart', async () => {
      assert.deepEqual(await kernel.ask('is_complete_request', { code: 'const a = 1;' }), { status: 'complete' });
      const { status, indent } = await kernel.ask('is_complete_request', { code: 'function f() {' });
      assert.equal(status, 'incomplete');
      assert.match(String(indent), /^\s+$/);
      assert.equal((await kernel.ask('is_complete_request', { code: 'let 1a' })).status, 'invalid');
    });

    it('input_request goes to the front end that runs the cell, and its answer to the code', async () => {
      const id = kernel.request(
        "import { prompt } from 'kernel-helpers'; const name = await prompt('Name? ', { password: true }); name.toUpperCase()",
        { allow_stdin: true },
      );
      const request = await kernel.until((all) => all.find((m) => m.channel === 'stdin' && m.parent === id), 'input_request');
      assert.deepEqual([request.type, request.content], ['input_request', { prompt: 'Name? ', password: true }]);
      kernel.send('input_reply', { status: 'ok', value: 'ada' }, { channel: 'stdin' });
      assert.equal(plainText((await kernel.outcome(id)).of('execute_result')[0]), "'ADA'");
    });

    place.native('a tab has no standard input to read lines from: `prompt` asks')(
      "node:readline's question asks the front end that runs the cell, with callbacks and promises",
      async () => {
        const ask = async (code: string, answer: string): Promise<unknown> => {
          const id = kernel.request(code, { allow_stdin: true });
          const question = await kernel.until((all) => all.find((m) => m.parent === id && m.type === 'input_request'), 'input_request');
          assert.equal(question.content.prompt, 'name? ');
          kernel.send('input_reply', { value: answer }, { channel: 'stdin' });
          return plainText((await kernel.outcome(id)).of('execute_result')[0]);
        };
        const make = (module: string): string =>
          `import * as r from '${module}'; const rl = r.createInterface({ input: process.stdin, output: process.stdout });`;
        assert.equal(await ask(`${make('node:readline/promises')} await rl.question('name? ')`, 'Ada'), "'Ada'");
        const once = `${make('node:readline')} await new Promise((done) => rl.question('name? ', done))`;
        assert.equal(await ask(once, 'Grace'), "'Grace'");
      },
    );

    it('input fails with a plain error where the front end allows none', async () => {
      const { reply } = await kernel.run("await api.input('?')");
      assert.match(String(reply.evalue), /input is not available/);
    });

    it('history answers tail, range and search, with outputs where asked', async () => {
      const { reply } = await kernel.run("'history' + 1");
      const line = reply.execution_count as number;
      const ask = (content: Dict) => kernel.ask('history_request', { output: false, raw: true, ...content });
      assert.deepEqual((await ask({ hist_access_type: 'tail', n: 1 })).history, [[1, line, "'history' + 1"]]);
      assert.deepEqual((await ask({ hist_access_type: 'tail', n: 1, output: true })).history, [[1, line, ["'history' + 1", "'history1'"]]]);
      assert.deepEqual((await ask({ hist_access_type: 'range', session: 0, start: line, stop: line + 1 })).history, [
        [1, line, "'history' + 1"],
      ]);
      assert.deepEqual((await ask({ hist_access_type: 'search', pattern: "*story' ? 1*" })).history, [[1, line, "'history' + 1"]]);
    });

    it('requests of the debugger are answered as unsupported', async () => {
      const answer = await kernel.ask('debug_request', { type: 'request', command: 'debugInfo', seq: 3 }, 'control');
      assert.equal(answer.success, false);
      assert.equal(answer.request_seq, 3);
      assert.equal(answer.command, 'debugInfo');
      assert.equal((await kernel.ask('kernel_info_request')).debugger, false);
    });

    it('?name pages help', async () => {
      const { reply } = await kernel.run('?Math.hypot');
      const [page] = reply.payload as Dict[];
      assert.equal(page?.source, 'page');
      assert.match(String(plainText(page)), /hypot/);
    });

    place.native('messages inside a page are not signed')('a message with a bad signature is dropped', async () => {
      kernel.send('execute_request', { code: 'globalThis.forged = 1' }, { key: 'not the key' });
      assert.equal(await kernel.value('(globalThis as any).forged ?? 0'), '0');
    });

    it('of 600 requests, three at a time, each is answered', async () => {
      const ask = async () => {
        for (let i = 0; i < 200; i++) assert.equal((await kernel.ask('is_complete_request', { code: `${i}` })).status, 'complete');
      };
      await Promise.all([ask(), ask(), ask()]);
    });

    it('a request of an unknown type harms nothing', async () => {
      kernel.send('no_such_request', {});
      assert.equal(await kernel.value('3'), '3');
    });
  });
