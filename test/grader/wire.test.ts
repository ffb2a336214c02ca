import { strict as assert } from 'node:assert';
import { decode, encode, WireError } from '../../kernel-helpers/src/grader/grading/wire.js';

const cross = (value: unknown) => decode(JSON.parse(JSON.stringify(encode(value))));

describe('values that cross to the grader', () => {
  it('come back the same', () => {
    for (const value of [
      0,
      -0,
      1.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      'text',
      '',
      true,
      null,
      undefined,
      12n,
      [1, [2, undefined]],
      { a: { b: [1] }, $: 'u' },
      Float64Array.of(1, Number.NaN),
      Float32Array.of(0.5),
      Uint8Array.of(255),
      new Map([[1, 'a']]),
      new Set([1, 2]),
      new Date(0),
    ]) {
      assert.deepStrictEqual(cross(value), value);
    }
  });
  it('keep the name and message of an error', () => {
    const error = cross(new RangeError('no')) as Error;
    assert.ok(error instanceof RangeError);
    assert.deepEqual([error.name, error.message], ['RangeError', 'no']);
  });
  it('an error of a class of the student’s own is an Error of its name, whatever that name is', () => {
    for (const name of ['NotFound', 'constructor', '__proto__']) {
      const error = decode({ $: 'e', n: name, v: 'no' }) as Error;
      assert.equal(Object.getPrototypeOf(error), Error.prototype);
      assert.deepEqual([error.name, error.message], [name, 'no']);
    }
  });
  it('show a tensor as shape, dtype and values', () => {
    assert.deepEqual(cross({ shape: [2], dtype: 'float32', dataSync: () => Float32Array.of(1, 2) }), {
      shape: [2],
      dtype: 'float32',
      values: [1, 2],
    });
  });
  it('cannot be functions, symbols, cycles or endless nesting', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    for (const value of [() => 1, { f: () => 1 }, Symbol('s'), cycle]) assert.throws(() => encode(value), WireError);
  });
  it('cannot reach prototypes', () => {
    const value = cross(JSON.parse('{"__proto__": {"polluted": true}}')) as object;
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
  });
  it('that are malformed are an error, never a value', () => {
    for (const wire of [
      {},
      { $: 'x' },
      { $: 't', n: 'constructor', v: [] },
      { $: 't', n: 'Float64Array', v: 'no' },
      { $: 'm', v: 5 },
      { $: 'o' },
    ]) {
      assert.throws(() => decode(wire));
    }
  });
});
