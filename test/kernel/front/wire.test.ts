import assert from 'node:assert/strict';
import { Wire } from '../../../kernel-helpers/src/kernel/front/messages/wire.js';
import { helpQuery } from '../../../kernel-helpers/src/kernel/front/session/execution.js';
import { History } from '../../../kernel-helpers/src/kernel/front/session/history.js';
import { NativeOutput, NoticeFilter } from '../../../kernel-helpers/src/kernel/front/session/native-output.js';
import type { Parents } from '../../../kernel-helpers/src/kernel/front/session/parents.js';
import type { Publisher } from '../../../kernel-helpers/src/kernel/front/session/publisher.js';
import { frameReader, packFrame } from '../../../kernel-helpers/src/kernel/shared/frames.js';

const bytes = (frames: readonly (Uint8Array | string)[]): Uint8Array[] => frames.map((frame) => Buffer.from(frame));
const message = {
  identities: [Buffer.from('client')],
  type: 'status',
  parentHeader: {},
  content: { a: 'ü' },
  buffers: [Buffer.from([1, 2])],
};

describe('kernel: wire format', () => {
  it('what is encoded decodes to the same dictionaries, identities and buffers', () => {
    const wire = new Wire('key');
    const back = wire.decode(bytes(wire.encode(message)));
    assert.deepEqual(back?.content, { a: 'ü' });
    assert.equal(back?.header.msg_type, 'status');
    assert.deepEqual(back?.identities.map(String), ['client']);
    assert.deepEqual(
      back?.buffers.map((b) => [...b]),
      [[1, 2]],
    );
  });

  it('another key, a changed byte, and too few frames give no message', () => {
    const frames = bytes(new Wire('key').encode(message));
    assert.equal(new Wire('other').decode(frames), undefined);
    const changed = [...frames];
    changed[6] = Buffer.from('{"a":"u"}');
    assert.equal(new Wire('key').decode(changed), undefined);
    assert.equal(new Wire('key').decode(frames.slice(0, 4)), undefined);
    assert.notEqual(new Wire('key').decode(frames), undefined);
  });

  it('buffers are not signed: they may be anything', () => {
    const frames = bytes(new Wire('key').encode(message));
    frames[7] = Buffer.from('other');
    assert.equal(String(new Wire('key').decode(frames)?.buffers[0]), 'other');
  });

  it('messages between front and runner survive any cut of the byte stream', () => {
    const sent = [{ type: 'ready' }, { text: 'x'.repeat(1000), buffers: [new Uint8Array([1, 2, 3])] }, { n: 3 }];
    const all = Buffer.concat(sent.map(packFrame));
    for (const size of [1, 2, 3, 5, 7, 64, 999, all.length]) {
      const got: unknown[] = [];
      const read = frameReader((value) => got.push(value));
      for (let at = 0; at < all.length; at += size) read(all.subarray(at, at + size));
      assert.equal(JSON.stringify(got), JSON.stringify(sent), `pieces of ${size}`);
    }
  });
});

describe('kernel: small parts of a session', () => {
  it('?name, name?, and nothing else, ask for help', () => {
    assert.deepEqual(['?Math.max', 'tf.tensor?', ' ??a '].map(helpQuery), ['Math.max', 'tf.tensor', 'a']);
    assert.deepEqual(['a ? b : c', '?', 'a?.b', 'f()?', '1 + 1'].map(helpQuery), [undefined, undefined, undefined, undefined, undefined]);
  });

  it('history: unique keeps the latest of equal inputs, n the latest of all', () => {
    const history = new History();
    for (const [i, code] of ['a', 'b', 'a', 'ab'].entries()) history.add(i + 1, code);
    const search = (rest: object) => history.answer({ hist_access_type: 'search', output: false, ...rest });
    assert.deepEqual(search({ pattern: 'a', unique: true }), [[1, 3, 'a']]);
    assert.deepEqual(search({ pattern: 'a*', n: 2 }), [
      [1, 3, 'a'],
      [1, 4, 'ab'],
    ]);
    assert.deepEqual(search({ pattern: '(' }), []);
    assert.deepEqual(history.answer({ hist_access_type: 'range', session: 7 }), []);
  });

  it("TensorFlow's notices are left out wherever the pipe cuts them, all else passes", () => {
    const text =
      'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\nI0000 00:00:1795363708.765970    5302 port.cc:153] oneDNN\n2026-01-31 10:00:00.123456: E tensorflow/x.cc:1] an error\nplain\n2026 plain\nno newline';
    for (const size of [1, 7, 50, text.length]) {
      const filter = new NoticeFilter();
      let shown = '';
      for (let at = 0; at < text.length; at += size) shown += filter.take(text.slice(at, at + size));
      assert.equal(
        shown + filter.flush(),
        '2026-01-31 10:00:00.123456: E tensorflow/x.cc:1] an error\nplain\n2026 plain\nno newline',
        `pieces of ${size}`,
      );
    }
  });

  it('a child process may print eight million characters under a cell; then a note says so once, and the next cell starts anew', () => {
    const sent: string[] = [];
    let parent = { request: {}, silent: false };
    const publisher = { stream: (_: string, text: string) => sent.push(text) } as unknown as Publisher;
    const native = new NativeOutput(publisher, { of: () => parent } as unknown as Parents);
    const piece = `${'y'.repeat(999_999)}\n`;
    for (let i = 0; i < 12; i++) native.take('stdout', piece);
    const text = sent.join('');
    assert.equal(text.replace(/\n… output cut: .*\n$/, '').length, 1 << 23);
    assert.equal(text.match(/… output cut/g)?.length, 1);
    sent.length = 0;
    parent = { request: {}, silent: false };
    native.take('stdout', 'next\n');
    assert.deepEqual(sent, ['next\n']);
  });
});
