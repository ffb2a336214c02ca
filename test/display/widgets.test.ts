import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { transform } from 'esbuild';
import { button, editableTable, interact, select, slider, widget } from '../../kernel-helpers/src/display/index.js';
import { buttonEsm, controlEsm, interactEsm } from '../../kernel-helpers/src/display/widgets/front/controls.js';
import { tableEsm } from '../../kernel-helpers/src/display/widgets/front/table.js';
import { joinBuffers, separateBuffers } from '../../kernel-helpers/src/display/widgets/protocol.js';
import { anywidgetVersion } from '../../kernel-helpers/src/display/widgets/widget.js';
import { lineChart } from '../../kernel-helpers/src/plots/index.js';
import { type FakeComm, inKernel, printed } from '../support/fake-kernel.js';

const esm = 'export default { render() {} }';
const update = (state: Record<string, unknown>) => ({ method: 'update', state, buffer_paths: [] });
const sentBy = (comm: FakeComm) =>
  comm.sent.map(({ data }) => data as { method: string; state: Record<string, unknown>; content?: unknown });

describe('widget', () => {
  it('opens a comm of protocol 2.1.0 with the front end of the installed anywidget, and shows a view of it', async () => {
    const { comms, shown } = await inKernel(() =>
      widget({ esm, state: { a: 1 }, name: 'mine' })
        .show()
        .show(),
    );
    const [comm] = comms;
    const { state } = comm!.opened as { state: Record<string, unknown> };
    assert.equal(comm!.target, 'jupyter.widget');
    assert.deepEqual(comm!.metadata, { version: '2.1.0' });
    assert.deepEqual(
      [state._model_module, state._view_name, state._esm, state._anywidget_id, state.a],
      ['anywidget', 'AnyView', esm, 'mine', 1],
    );
    assert.equal(shown.length, 2);
    for (const { data } of shown) {
      assert.equal((data['application/vnd.jupyter.widget-view+json'] as { model_id: string }).model_id, comm!.id);
    }
    const installed = new URL('../../.venv/share/jupyter/labextensions/anywidget/package.json', import.meta.url);
    if (existsSync(installed)) {
      const { version } = JSON.parse(readFileSync(installed, 'utf8')) as { version: string };
      assert.equal(anywidgetVersion.slice(1, 5), version.slice(0, 4));
    }
  });

  it('takes a change of the page: first the echo, then the handler and its answer', async () => {
    await inKernel(async ({ comms }) => {
      const live = widget({ esm, state: { a: 1, double: 2 } });
      live.onChange('a', (a) => live.set({ double: 2 * a }));
      await comms[0]!.receive(update({ a: 5 }));
      assert.deepEqual(live.state, { a: 5, double: 10 });
      assert.deepEqual(
        sentBy(comms[0]!).map(({ method, state }) => [method, state]),
        [
          ['echo_update', { a: 5 }],
          ['update', { double: 10 }],
        ],
      );
    });
  });

  it('takes only keys it has, and nothing that `accept` refuses', async () => {
    await inKernel(async ({ comms }) => {
      const live = widget({ esm, state: { a: 1 }, accept: (patch) => (typeof patch.a === 'number' ? patch : undefined) });
      await comms[0]!.receive(update({ a: 2, _esm: 'evil', other: 1 }));
      assert.deepEqual(live.state, { a: 2 });
      assert.equal(live.fullState()._esm, esm);
      await comms[0]!.receive(update({ a: 'x' }));
      assert.deepEqual(live.state, { a: 2 });
      assert.deepEqual(sentBy(comms[0]!).at(-1), { method: 'update', state: { a: 2 }, buffer_paths: [] });
    });
  });

  it('carries binary values beside the JSON, both ways', async () => {
    await inKernel(async ({ comms }) => {
      const live = widget<{ pixels: unknown }>({ esm, state: { pixels: Uint8Array.from([1, 2]) } });
      assert.deepEqual((comms[0]!.opened as { buffer_paths: unknown }).buffer_paths, [['pixels']]);
      assert.deepEqual(comms[0]!.buffers, [Uint8Array.from([1, 2])]);
      await comms[0]!.receive({ method: 'update', state: {}, buffer_paths: [['pixels']] }, [Uint8Array.from([9])]);
      assert.deepEqual(live.state.pixels, Uint8Array.from([9]));
    });
  });

  it('answers a page that is loaded anew with every live model', async () => {
    await inKernel(async (kernel) => {
      const live = widget({ esm, state: { bytes: Uint8Array.from([7]), a: 1 } });
      const closed = widget({ esm, state: {} });
      closed.close();
      const control = kernel.openComm('jupyter.widget.control', {}) as FakeComm;
      kernel.targets.get('jupyter.widget.control')!(control, {}, []);
      await control.receive({ method: 'request_states' });
      const { states, buffer_paths } = control.sent[0]!.data as {
        states: Record<string, { state: { a: number } }>;
        buffer_paths: string[][];
      };
      assert.equal(states[live.id]!.state.a, 1);
      assert.equal(states[closed.id], undefined);
      assert.ok(buffer_paths.some((path) => path.join() === [live.id, 'state', 'bytes'].join()));
    });
  });

  it('exchanges messages, and answers an invoked command in its form', async () => {
    await inKernel(async ({ comms }) => {
      const live = widget({ esm, state: {} });
      live.onMessage((content, _buffers, reply) => reply({ got: content }));
      await comms[0]!.receive({ method: 'custom', content: { kind: 'anywidget-command', id: 'x1' } });
      assert.deepEqual(sentBy(comms[0]!)[0], {
        method: 'custom',
        content: { id: 'x1', kind: 'anywidget-command-response', response: { got: { kind: 'anywidget-command', id: 'x1' } } },
      });
    });
  });

  it('prints a line outside a notebook, and keeps its state', async () => {
    const lines = await printed(() => {
      const live = widget({ esm, state: { a: 1 }, name: 'mine' }).show();
      live.set({ a: 2 });
      assert.equal(live.state.a, 2);
      live.close();
    });
    assert.deepEqual(lines, ['[widget] mine']);
  });
});

describe('buffers of a state', () => {
  it('are taken out and put back, keys dropped, places in lists null', () => {
    const bytes = Uint8Array.from([1, 2, 3]);
    const { state, paths, buffers } = separateBuffers({ a: 1, b: bytes, list: [bytes, { c: bytes }] });
    assert.deepEqual(state, { a: 1, list: [null, {}] });
    assert.deepEqual(paths, [['b'], ['list', 0], ['list', 1, 'c']]);
    joinBuffers(state as Record<string, unknown>, paths, buffers as Uint8Array[]);
    assert.deepEqual(state, { a: 1, b: bytes, list: [bytes, { c: bytes }] });
  });

  it('never reach a prototype', () => {
    joinBuffers(
      {},
      [['__proto__', 'polluted'], ['constructor', 'prototype', 'polluted'], ['__proto__']],
      [new Uint8Array(1), new Uint8Array(1), new Uint8Array(1)],
    );
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  });
});

describe('controls', () => {
  it('a slider takes numbers in its range only', async () => {
    await inKernel(async ({ comms }) => {
      const beta = slider({ label: 'β', min: 0, max: 1, value: 0.5 }).show();
      const seen: number[] = [];
      beta.onChange((value) => void seen.push(value));
      for (const value of [0.7, 2, Number.NaN, '1', 0]) await comms[0]!.receive(update({ value }));
      assert.deepEqual([seen, beta.value], [[0.7, 0], 0]);
      beta.value = 0.25;
      assert.deepEqual(sentBy(comms[0]!).at(-1), { method: 'update', state: { value: 0.25 }, buffer_paths: [] });
      assert.throws(() => {
        beta.value = 3;
      }, /RangeError: value must be in \[0, 1\], got 3/);
    });
    assert.throws(() => slider({ min: 1, max: 1 }), /RangeError: value.max must be in \(1, ∞\), got 1/);
  });

  it('a menu takes its options only', async () => {
    await inKernel(async ({ comms }) => {
      const choice = select({ options: ['SGD', 'Adam'] });
      await comms[0]!.receive(update({ value: 'Adam' }));
      await comms[0]!.receive(update({ value: 'evil' }));
      assert.equal(choice.value, 'Adam');
    });
    assert.throws(() => select({ options: [] }), /RangeError: options must have at least one entry/);
  });

  it('a button is pressed by the page, unless it is disabled', async () => {
    await inKernel(async ({ comms }) => {
      let presses = 0;
      const next = button('Next', () => void presses++);
      const press = () => comms[0]!.receive({ method: 'custom', content: { type: 'press' } });
      await press();
      next.set({ disabled: true });
      await press();
      assert.equal(presses, 1);
    });
  });

  it('a table checks each edit, keeps totals, and refuses with a reason', async () => {
    await inKernel(async ({ comms }) => {
      const tags = editableTable(
        [
          { image: 'a', blurry: false, weight: 1 },
          { image: 'b', blurry: true, weight: 2 },
        ],
        {
          editable: ['blurry', 'weight'],
          totals: (rows) => ({ weight: rows.reduce((sum, { weight }) => sum + weight, 0) }),
          check: (_row, column, value) => (column === 'weight' && Number(value) < 0 ? 'a weight is not negative' : undefined),
        },
      );
      const edit = (row: number, column: string, value: unknown) =>
        comms[0]!.receive({ method: 'custom', content: { type: 'edit', row, column, value } });
      const edits: string[] = [];
      tags.onEdit((row, column) => void edits.push(`${row} ${column}`));
      await edit(0, 'blurry', true);
      await edit(1, 'weight', 5);
      assert.deepEqual(sentBy(comms[0]!).at(-1)!.state.totals, { weight: 6 });
      for (const [row, column, value] of [
        [1, 'weight', -1],
        [1, 'weight', null],
        [0, 'image', 'x'],
        [7, 'weight', 1],
        [0, '__proto__', 1],
      ] as const) {
        await edit(row, column, value);
      }
      assert.deepEqual(tags.rows, [
        { image: 'a', blurry: true, weight: 1 },
        { image: 'b', blurry: true, weight: 5 },
      ]);
      assert.deepEqual(edits, ['0 blurry', '1 weight']);
      assert.ok(sentBy(comms[0]!).some(({ state }) => state.message === 'a weight is not negative'));
    });
  });
});

describe('interact', () => {
  const draw = ({ beta }: { beta: number }) => lineChart({ wave: [beta, 1 - beta] }, { title: `β = ${beta}` });

  it('draws at once and anew for each value of the page, in range only', async () => {
    await inKernel(async ({ comms, shown }) => {
      const running = interact({ beta: { min: 0, max: 1, value: 0.5 } }, draw);
      assert.match(String((comms[0]!.opened as { state: { picture: string } }).state.picture), /^<svg.*>β = 0\.5</s);
      assert.match(String(shown[0]!.data['text/html']), /^<img alt="[^"]*" src="data:image\/svg\+xml;base64,/);
      await comms[0]!.receive(update({ values: { beta: 0.25 } }));
      assert.match(String(sentBy(comms[0]!).at(-1)!.state.picture), />β = 0\.25</);
      await comms[0]!.receive(update({ values: { beta: 7, evil: 1 } }));
      assert.deepEqual(running.values, { beta: 0.25 });
    });
  });

  it('shows an error of the function and goes on', async () => {
    await inKernel(async ({ comms }) => {
      interact({ n: [1, 2, 3] }, ({ n }) => {
        if (n === 2) throw new RangeError('not two');
        return `n is ${n} <b>`;
      });
      await comms[0]!.receive(update({ values: { n: 2 } }));
      assert.equal(sentBy(comms[0]!).at(-1)!.state.message, 'RangeError: not two');
      await comms[0]!.receive(update({ values: { n: 3 } }));
      assert.deepEqual(sentBy(comms[0]!).at(-1)!.state, { picture: '<p>n is 3 &lt;b&gt;</p>', message: '' });
    });
  });

  it('prints the first picture as a line outside a notebook', async () => {
    assert.deepEqual(await printed(() => interact({ beta: { min: 0, max: 1, value: 0.5 } }, draw)), ['[chart] β = 0.5']);
  });
});

describe('code of the page', () => {
  for (const [name, code] of Object.entries({ controlEsm, buttonEsm, interactEsm, tableEsm })) {
    it(`${name} is a module that asks nothing of the network`, async () => {
      await transform(code, { format: 'esm' });
      assert.ok(!/https?:|\bimport\b|fetch\(/.test(code));
    });
  }
});
