/** What the panel "Session" learns of the values of a session. */
import assert from 'node:assert/strict';
import { tf } from '../../kernel-helpers/src/core/index.js';
import { answerSession } from '../../kernel-helpers/src/kernel/runner/session/index.js';
import { rowOf } from '../../kernel-helpers/src/kernel/runner/session/rows.js';
import { shortText } from '../../kernel-helpers/src/kernel/runner/session/short-text.js';
import { viewsOf } from '../../kernel-helpers/src/kernel/runner/session/views.js';
import type { HistogramView, ImagesView, SlotName, TableView } from '../../kernel-helpers/src/kernel/shared/session.js';
import { Session } from './cells.js';

const kinds = (value: unknown): string[] => viewsOf(value).map(({ kind }) => kind);
const table = (value: unknown) => viewsOf(value).find((view): view is TableView => view.kind === 'table')!;
const histogram = (value: unknown) => viewsOf(value).find((view): view is HistogramView => view.kind === 'histogram')!;

const textsAt = (slots: readonly SlotName[]): string[] => {
  const result = answerSession({ kind: 'variables', slots });
  assert.ok(result.kind === 'variables');
  return result.values.map(({ text }) => text);
};

describe('the values of a session', function () {
  this.timeout(60_000);

  it('are listed by name and type in the order of their declaration, imports and types left out', async () => {
    const s = new Session();
    await s.values(
      "import path from 'node:path'\ninterface Point { x: number }\nconst point: Point = { x: 1 }\nlet rate = 0.1",
      'function twice(n: number) { return 2 * n }\nconst words = ["a", "b"]',
      'const rate = [twice(3)]',
    );
    await s.execute('const before = 1; throw new Error("here"); const after = 2');
    assert.deepEqual(
      s.compiler.variables(10).map(({ name, type }) => `${name}: ${type}`),
      ['point: Point', 'rate: number[]', 'words: string[]', 'before: 1', 'twice: (n: number) => number'],
    );
    assert.deepEqual(
      s.compiler.variables(2).map(({ name }) => name),
      ['before', 'twice'],
      'of more, the last',
    );
    assert.deepEqual(textsAt(s.compiler.variables(10)), ['{ x: 1 }', '[6]', '["a", "b"]', '1', 'function twice']);
    assert.deepEqual(textsAt([{ slot: 'nothing' }, { slot: '(globalThis.ran = 1)' }]), ['undefined', 'undefined']);
    assert.ok(!('ran' in globalThis), 'a slot is a name, and nothing else is evaluated');
  });

  it('are written in one line of at most 80 characters', () => {
    const cases: [unknown, string][] = [
      [-0, '-0'],
      [1 / 3, '0.333333'],
      ['say "a"', '"say \\"a\\""'],
      [10n ** 3n, '1000n'],
      [[1, [2, [3]]], '[1, [2, […]]]'],
      [[], '[]'],
      [{ a: null, b: undefined, c: [] }, '{ a: null, b: undefined, c: [] }'],
      [new Map([['k', { v: 1 }]]), 'Map { "k" → { v: 1 } }'],
      [new Set([1, 2]), 'Set [1, 2]'],
      [new Float32Array([0.5, 1.5]), 'Float32Array [0.5, 1.5]'],
      [new Date(0), '1970-01-01T00:00:00.000Z'],
      [new RangeError('beta'), 'RangeError: beta'],
      [class Net {}, 'class Net'],
      [Object.create(null), '{}'],
    ];
    for (const [value, text] of cases) assert.equal(shortText(value), text);
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    assert.equal(shortText(cyclic), '[[[…]]]');
    for (const value of ['x'.repeat(1e6), new Array(1e6).fill(123456789), Object.fromEntries([['k'.repeat(500), 1]])])
      assert.ok(shortText(value).length <= 80, shortText(value));
  });

  it('no getter, no proxy and no method of a class is called', () => {
    const touched: string[] = [];
    const touch = (what: string) => () => {
      touched.push(what);
      return what;
    };
    const trap = new Proxy({}, Object.fromEntries(Reflect.ownKeys(Reflect).map((name) => [name, touch(`trap ${String(name)}`)])) as never);
    class Sly extends Map<number, number> {
      override get size() {
        return touch('size')() as never;
      }
      override get [Symbol.toStringTag]() {
        return touch('tag')();
      }
      override [Symbol.iterator]() {
        return touch('iterator')() as never;
      }
      override entries() {
        return touch('entries')() as never;
      }
      toJSON() {
        return touch('toJSON')();
      }
    }
    const list = Object.defineProperty([1, 2], 1, { get: touch('element'), enumerable: true });
    const record = {
      get shape() {
        return touch('shape')();
      },
      get dataId() {
        return touch('dataId')();
      },
      dtype: 'float32',
      dataSync: touch('dataSync'),
    };
    const nested = { trap, sly: new Sly([[1, 2]]), list, record };
    for (const value of [trap, nested.sly, list, record, nested, [nested], [record, record]]) {
      rowOf(value);
      viewsOf(value);
    }
    assert.deepEqual(touched, []);
    assert.equal(shortText(trap), 'Proxy');
    assert.match(shortText(record), /shape: \(getter\)/);
  });

  it('tfjs-engine: tensors are told by shape and memory, and looking at them leaves none behind', () => {
    const matrix = tf.zeros([3, 4]);
    const before = tf.memory().numTensors;
    assert.deepEqual(rowOf(matrix), { kind: 'Tensor float32', size: '[3, 4]', text: '', bytes: 48 });
    assert.deepEqual(kinds(matrix), ['table']);
    assert.equal(shortText({ xs: matrix }), '{ xs: Tensor float32 [3, 4] }');
    assert.equal(tf.memory().numTensors, before);
    matrix.dispose();
    assert.deepEqual(rowOf(matrix), { kind: 'Tensor float32', size: '[3, 4]', text: 'disposed', bytes: 0 });
    assert.deepEqual(viewsOf(matrix), [{ kind: 'text', text: 'This tensor is disposed: its values are gone.' }]);
    const imposter = { dataId: {}, shape: [1], dtype: 'float32' };
    assert.equal(rowOf(imposter).kind, 'Object', 'tfjs does not know it');
  });

  it('the view suits the shape: pictures, a histogram, a table', () =>
    tf.tidy(() => {
      assert.deepEqual(kinds(tf.zeros([20, 28, 28, 1])), ['images', 'histogram']);
      assert.deepEqual(kinds(tf.zeros([32, 32, 3])), ['images', 'histogram']);
      assert.deepEqual(kinds(tf.zeros([28, 28])), ['images', 'histogram']);
      assert.deepEqual(kinds(tf.zeros([64, 10])), ['table', 'histogram']);
      assert.deepEqual(kinds(tf.zeros([784, 128])), ['histogram', 'table']);
      assert.deepEqual(kinds(tf.scalar(1)), ['table']);
      assert.deepEqual(kinds(tf.tensor1d(['a', 'b'])), ['table']);
      assert.deepEqual(kinds(Array.from({ length: 30 }, Math.sqrt)), ['histogram', 'table']);
      assert.deepEqual(kinds([{ a: 1 }, { a: 2, b: 3 }]), ['table']);
      assert.deepEqual(kinds('text'), ['text']);
      assert.deepEqual(kinds(new BigInt64Array(30)), ['table']);
    }));

  it('a table has the rows of the value', () =>
    tf.tidy(() => {
      assert.deepEqual(table([{ a: 1 }, { b: 'x' }]), {
        kind: 'table',
        columns: ['', 'a', 'b'],
        rows: [
          ['0', '1', ''],
          ['1', '', '"x"'],
        ],
        of: { rows: 2, columns: 2 },
      });
      const cube = table(tf.range(0, 12).reshape([2, 3, 2]));
      assert.deepEqual(
        [cube.columns, cube.rows[4]],
        [
          ['', '0', '1'],
          ['1, 1', '8', '9'],
        ],
      );
      const large = table(tf.zeros([1000, 100]));
      assert.deepEqual([large.rows.length, large.columns.length, large.of], [50, 17, { rows: 1000, columns: 100 }]);
    }));

  it('a histogram counts each value once, and says what is not finite', () => {
    const found = histogram(new Float64Array([...Array.from({ length: 100 }, (_, i) => i), Number.NaN, Number.POSITIVE_INFINITY]));
    assert.equal(
      found.counts.reduce((a, b) => a + b),
      100,
    );
    assert.deepEqual([found.min, found.max, found.mean, found.notFinite, found.total], [0, 99, 49.5, 2, 102]);
    assert.ok(Math.abs(found.deviation - Math.sqrt((100 ** 2 - 1) / 12)) < 1e-9);
    const same = histogram(new Float32Array(50).fill(3));
    assert.equal(
      same.counts.reduce((a, b) => a + b),
      50,
    );
    assert.deepEqual(histogram(new Float32Array(50).fill(Number.NaN)).counts, []);
    const many = histogram(new Float32Array(3_000_001));
    assert.ok(many.counted <= 1_000_000 && many.counted >= 500_000 && many.total === 3_000_001);
  });

  it('pictures are bounded in size and number, and keep their values', () =>
    tf.tidy(() => {
      const [grey] = viewsOf(tf.linspace(0, 1, 64).reshape([1, 8, 8, 1])) as [ImagesView];
      const bytes = Buffer.from(grey.pictures[0]!, 'base64');
      assert.deepEqual([grey.width, grey.height, bytes.length], [8, 8, 192]);
      assert.deepEqual([...bytes.subarray(0, 3), ...bytes.subarray(189)], [0, 0, 0, 255, 255, 255]);
      const [many] = viewsOf(tf.zeros([40, 300, 200, 3])) as [ImagesView];
      assert.deepEqual([many.pictures.length, many.total, many.width, many.height], [12, 40, 67, 100]);
      const size = JSON.stringify(many).length;
      assert.ok(size < 600_000, `${size} characters`);
    }));

  it('a tensor too large to copy is not read', () => {
    const large = tf.zeros([17 * 2 ** 20]);
    assert.match(JSON.stringify(viewsOf(large)), /68 MiB/);
    large.dispose();
  });
});
