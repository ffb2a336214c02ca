import assert from 'node:assert/strict';
import { KernelClient } from '../../support/kernel-client.js';

const api = "const api = (globalThis as any)[Symbol.for('lecture-lab.kernel')];";

describe('kernel: comms', function () {
  this.timeout(60_000);
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
    await kernel.run(`${api}
const got: unknown[] = [];
import { registerCommTarget } from 'kernel-helpers';
registerCommTarget('echo', (comm, data: any, buffers) => {
  got.push(['open', data, buffers.length]);
  comm.onMessage(async (data: any, buffers) => {
    await new Promise((r) => setTimeout(r, 50));
    console.log('handled', data.n);
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
    const id = kernel.send('comm_msg', { comm_id: 'c1', data: { n: 21 } }, { buffers: ['AQID'] });
    const answer = await kernel.until((all) => all.find((m) => m.type === 'comm_msg' && m.parent === id), 'comm_msg');
    assert.deepEqual(answer.content, { comm_id: 'c1', data: { twice: 42 } });
    assert.deepEqual(answer.metadata, { m: 1 });
    assert.deepEqual(answer.buffers, ['AwIB']);
    const closed = kernel.send('comm_close', { comm_id: 'c1', data: { bye: 2 } });
    await kernel.until((all) => all.find((m) => m.parent === closed && m.content.execution_state === 'idle'), 'idle');
    assert.deepEqual((await kernel.ask('comm_info_request', {})).comms, {});
    assert.equal(await kernel.value('JSON.stringify(got)'), `'[["open",{"hello":1},1],["close",{"bye":2}]]'`);
  });

  it('busy and idle enclose all that a comm message causes, with its header', async () => {
    kernel.send('comm_open', { comm_id: 'c2', target_name: 'echo', data: {} });
    const id = kernel.send('comm_msg', { comm_id: 'c2', data: { n: 1 } });
    const types = await kernel.until((all) => {
      const own = all.filter((m) => m.parent === id);
      return own.some((m) => m.content.execution_state === 'idle') ? own.map((m) => m.content.execution_state ?? m.type) : undefined;
    }, 'idle');
    assert.deepEqual(types, ['busy', 'stream', 'comm_msg', 'idle']);
  });

  it('comm messages do not wait for a running cell', async () => {
    const cell = kernel.request('await new Promise((r) => setTimeout(r, 3000)); 1');
    const id = kernel.send('comm_msg', { comm_id: 'c2', data: { n: 5 } });
    await kernel.until((all) => all.find((m) => m.type === 'comm_msg' && m.parent === id), 'comm_msg');
    assert.equal(
      kernel.messages.some((m) => m.parent === cell && m.type === 'execute_reply'),
      false,
    );
    await kernel.outcome(cell);
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
});
