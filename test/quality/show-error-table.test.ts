import assert from 'node:assert/strict';
import { type KernelApi, kernelSymbol } from '../../kernel-helpers/src/kernel/shared/api.js';
import { ErrorTable, showErrorTable } from '../../kernel-helpers/src/quality/index.js';

type Message = { method: string; state?: Record<string, unknown> };

/** A kernel that keeps what is sent to the page, and lets a test speak as the page. */
function fakeKernel() {
  const sent: Message[] = [];
  const shown: Record<string, unknown>[] = [];
  let state: Record<string, unknown> = {};
  let handler: (data: unknown, buffers: readonly Uint8Array[]) => void | Promise<void> = () => {};
  const api = {
    version: 1,
    display: (bundle: Record<string, unknown>) => shown.push(bundle),
    clearOutput() {},
    signal: new AbortController().signal,
    openComm(_target: string, data: { state: Record<string, unknown> }) {
      state = data.state;
      return {
        id: 'comm',
        target: 'jupyter.widget',
        send: (message: Message) => sent.push(message),
        close() {},
        onMessage: (next: typeof handler) => {
          handler = next;
        },
        onClose() {},
      };
    },
    registerTarget: () => () => {},
  } as unknown as KernelApi;
  const last = (key: string) => sent.findLast((message) => message.state && key in message.state)?.state?.[key] ?? state[key];
  return { api, shown, last, edit: (content: object) => handler({ method: 'custom', content: { type: 'edit', ...content } }, []) };
}

describe('an error table on the page', () => {
  const holder = globalThis as { [kernelSymbol]?: KernelApi };
  const kernel = fakeKernel();
  before(() => {
    holder[kernelSymbol] = kernel.api;
  });
  after(() => {
    delete holder[kernelSymbol];
  });
  const examples = [0, 1, 2, 3].map((id) => ({
    id,
    label: '4',
    predicted: '9',
    confidence: 0.9,
    image: 'data:image/png;base64,iVBORw0KGgo=',
  }));

  it('ticks and comments made on the page are in the table, its totals on the page; and the other way round', async () => {
    const table = new ErrorTable({ examples, tags: ['blurry', 'mislabelled'], errorRate: 0.08 });
    const view = showErrorTable(table);
    assert.equal((kernel.last('rows') as { image: string }[])[0]!.image, examples[0]!.image);
    assert.match(String(kernel.shown[0]!['text/html']), /<table class="error-table">/);

    await kernel.edit({ row: 2, column: 'blurry', value: true });
    await kernel.edit({ row: 2, column: 'comment', value: 'smeared' });
    assert.deepEqual([table.rows[2]!.tags, table.rows[2]!.comment], [['blurry'], 'smeared']);
    assert.equal(table.totals()[0]!.count, 1);
    assert.equal((kernel.last('totals') as Record<string, string>).blurry, '1, 25.0 % → 6.0 %');
    await kernel.edit({ row: 2, column: 'blurry', value: false });
    assert.equal(table.totals()[0]!.count, 0);

    table.tag(3, 'mislabelled');
    assert.equal((kernel.last('rows') as Record<string, unknown>[])[3]!.mislabelled, true);
    assert.equal((kernel.last('totals') as Record<string, string>).mislabelled, '1, 25.0 % → 6.0 %');
    view.close();
  });

  it('the page cannot change what is no tag, nor put text where a tick belongs', async () => {
    const table = new ErrorTable({ examples, tags: ['blurry'], errorRate: 0.08 });
    const before = table.rows;
    showErrorTable(table);
    for (const edit of [
      { row: 0, column: 'label', value: '7' },
      { row: 0, column: 'image', value: 'https://example.org' },
      { row: 0, column: 'blurry', value: 'yes' },
      { row: 9, column: 'blurry', value: true },
    ]) {
      await kernel.edit(edit);
    }
    assert.deepEqual(table.rows, before);
  });
});
