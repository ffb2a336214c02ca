import { strict as assert } from 'node:assert';
import { guard } from '../../kernel-helpers/src/grader/submission/guard.js';
import { bounds, faultOfLine, WireError } from '../../kernel-helpers/src/grader/wire/bounds.js';
import { Membrane } from '../../kernel-helpers/src/grader/wire/membrane.js';

/** Both sides in one process; every message passes through JSON, as it does between two. */
function pair(names: Record<string, unknown>, mayChange?: (path: string, argument: string) => boolean) {
  const json = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
  const changed: string[] = [];
  const student: Membrane = new Membrane({
    inBox: true,
    ask: (operation) => json(teacher.server.handle(json(operation))),
    guard: () => undefined,
    lookUp: (name) => {
      if (!(name in names)) throw new ReferenceError(`${name} is not defined by the submission`);
      return names[name];
    },
  });
  const teacher: Membrane = new Membrane({
    ask: (operation) => json(student.server.handle(json(operation))),
    guard: () => undefined,
    lookUp: () => assert.fail('the grader was asked for a name'),
    mayChange: (path, argument) => {
      changed.push(`${path}#${argument}`);
      return mayChange?.(path, argument) ?? true;
    },
  });
  const named = <T>(name: string) => teacher.named(name) as T;
  return { named, changed };
}
// biome-ignore lint/suspicious/noExplicitAny: a test uses what crossed as it would use the thing itself
const crossed = (value: unknown): any => pair({ value }).named('value');
class Counter {
  #count = 0;
  step = 1;
  add(): this {
    this.#count += this.step;
    return this;
  }
  get count() {
    return this.#count;
  }
  static of(count: number) {
    const counter = new Counter();
    counter.#count = count;
    return counter;
  }
}
class OutOfPaper extends RangeError {
  readonly code = 7;
}

describe('data that crosses to the grader', () => {
  it('comes back the same', () => {
    for (const value of [
      ...[0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 'text', '', true, null, undefined, 12n],
      ...[[1, [2, undefined]], { a: { b: [1] }, $: 'u' }, new Map([[1, 'a']]), new Set([1, 2]), new Date(0)],
      ...[Float64Array.of(1, Number.NaN), Float32Array.of(0.5), Uint8Array.of(255), BigInt64Array.of(5n)],
    ])
      assert.deepStrictEqual(crossed(value), value);
  });
  it('may contain itself, and one thing in two places stays one', () => {
    const ring: unknown[] = [1];
    ring.push(ring);
    const both = { a: [1], b: [] as number[] };
    both.b = both.a;
    const [there, twice] = [crossed(ring), crossed(both)];
    assert.equal(there[1], there);
    assert.equal(twice.a, twice.b);
  });
  it('cannot be a symbol of its own, the global object, a maker of code or endless nesting', () => {
    let deep: unknown[] = [];
    for (let i = 0; i < 1000; i++) deep = [deep];
    for (const value of [Symbol('own'), globalThis, Function, async () => {}, deep].filter((one) => one !== undefined)) {
      if (typeof value === 'function' && value !== Function) continue;
      assert.throws(() => crossed([value]), /cannot be graded|too deeply/);
    }
  });
  it('cannot reach prototypes', () => {
    const value = crossed(JSON.parse('{"__proto__": {"polluted": true}}')) as object;
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
  });
  it('that is malformed is an error, never a value', () => {
    for (const value of [
      {},
      { $: 'x' },
      { $: 'd', i: 1, k: 'constructor', v: [] },
      { $: 'd', i: 1, k: 'map', v: 5 },
      { $: 'o' },
      { $: 'b', v: '1e9' },
    ]) {
      const membrane = new Membrane({ ask: () => ({ value }), guard: () => undefined, lookUp: () => undefined });
      assert.throws(() => membrane.named('x'), WireError, JSON.stringify(value));
    }
  });
  it('a number with more digits than can be read in a moment is refused', () => {
    const membrane = new Membrane({
      ask: () => ({ value: { $: 'b', v: '9'.repeat(bounds.digits + 1) } }),
      guard: () => undefined,
      lookUp: () => undefined,
    });
    assert.throws(() => membrane.named('x'), /too many digits/);
  });
});

describe('lines of the channel', () => {
  const fault = (text: string) => faultOfLine(Buffer.from(text));
  it('are bounded in depth and number of values before they are parsed; brackets in text do not count', () => {
    assert.equal(fault(JSON.stringify({ a: [1, '[[[[', { b: '\\"[' }] })), undefined);
    assert.equal(fault(JSON.stringify('['.repeat(10_000))), undefined);
    assert.match(fault('['.repeat(200_000)) ?? '', /nested too deeply/);
    assert.match(fault(`[${'[],'.repeat(6_500_000)}[]]`) ?? '', /too large/);
  });
});

describe('functions that cross', () => {
  it('are called both ways, and inside each other', () => {
    const { named } = pair({
      descend: (slope: (x: number) => number, x: number, rate: number, steps: number) => {
        for (let i = 0; i < steps; i++) x -= rate * slope(x);
        return x;
      },
      square: (x: number) => x * x,
    });
    const descend = named<(slope: (x: number) => number, ...rest: number[]) => number>('descend');
    const square = named<(x: number) => number>('square');
    assert.equal(
      descend((x) => 2 * x, 1, 0.25, 2),
      0.25,
    );
    assert.equal(descend(square, 1, 1, 1), 0);
    assert.equal(
      descend((x) => square(x) + 1, 1, 1, 1),
      -1,
    );
    assert.equal(descend(Math.sin, 0, 1, 3), 0);
  });
  it('may be results, with name, length and text', () => {
    const derivative = crossed(function derivative(f: (x: number) => number, h = 1e-5) {
      return (x: number) => (f(x + h) - f(x - h)) / (2 * h);
    });
    assert.ok(Math.abs(derivative((x: number) => x ** 3)(2) - 12) < 1e-6);
    assert.deepEqual([derivative.name, derivative.length, typeof derivative], ['derivative', 1, 'function']);
    assert.match(String(derivative), /function derivative/);
    assert.equal(derivative.call(null, Math.cos)(0), 0);
  });
  it('throw errors of their class, with message and fields', () => {
    const { named } = pair({
      OutOfPaper,
      print: () => {
        throw new OutOfPaper('no paper');
      },
      fail: () => {
        throw new RangeError('beta must be in [0, 1), got 2');
      },
    });
    const print = named<() => void>('print');
    assert.throws(print, named<typeof OutOfPaper>('OutOfPaper'));
    assert.throws(print, RangeError);
    assert.throws(print, { message: 'no paper', code: 7 });
    assert.throws(named<() => void>('fail'), { name: 'RangeError', message: /beta/ });
  });
  it('give an error of the test back to the test', () => {
    const call = crossed((f: () => void) => f());
    assert.throws(
      () =>
        call(() => {
          throw new RangeError('mine');
        }),
      /RangeError: mine/,
    );
  });
  it('may be given an object with methods', () => {
    const run = crossed((problem: { value(x: number): number; start: number; history: number[] }) => {
      const { start } = problem;
      return [problem.value(start), Object.keys(problem).length, problem.history];
    });
    assert.deepEqual(run({ start: 3, value: (x: number) => 2 * x, history: [1] }), [6, 3, [1]]);
  });
});

describe('objects that cross', () => {
  it('are made with new, keep their state, and have methods, getters, fields and a class', () => {
    const Class = crossed(Counter);
    const counter = new Class();
    counter.add().add();
    assert.equal(counter.count, 2);
    counter.step = 5;
    assert.equal(counter.add().count, 7);
    assert.equal(counter.add(), counter);
    assert.ok(counter instanceof Class);
    assert.equal(counter.constructor, Class);
    assert.equal(Class.of(9).count, 9);
    assert.ok('step' in counter);
    assert.deepEqual(Object.keys(counter), ['step']);
    assert.deepEqual({ ...counter }, { step: 5 });
  });
  it('keep state between calls also where they are closures', () => {
    const makeCounter = crossed(() => {
      let n = 0;
      return { next: () => ++n, n };
    });
    const counter = makeCounter();
    counter.next();
    assert.deepEqual([counter.next(), counter.n], [2, 0]);
  });
  it('a name has the value that it has now', () => {
    const names = { count: 0, increase: () => ++names.count };
    const { named } = pair(names);
    named<() => number>('increase')();
    assert.equal(named('count'), 1);
  });
  it('generators and iterators are run by for, spread and destructuring', () => {
    const count = crossed(function* (to: number) {
      for (let i = 1; i <= to; i++) yield i;
    });
    const [first, second] = count(5);
    assert.deepEqual([[...count(3)], first, second, Array.from(count(2))], [[1, 2, 3], 1, 2, [1, 2]]);
  });
  it('promises are promises', async () => {
    const { named } = pair({
      later: async (x: number) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (x < 0) throw new RangeError('negative');
        return x + 1;
      },
    });
    const later = named<(x: number) => Promise<number>>('later');
    assert.equal(await later(1), 2);
    assert.equal(await later(1).then((x) => 10 * x), 20);
    await assert.rejects(later(-1), RangeError);
    assert.ok(later(1) instanceof Promise);
    assert.deepEqual(await Promise.all([later(1), later(2)]), [2, 3]);
  });
  it('async functions of a test are awaited by the submission', async () => {
    const twice = crossed(async (f: (x: number) => Promise<number>) => f(await f(1)));
    assert.equal(await twice(async (x: number) => x + 1), 3);
  });
});

describe('changes in place', () => {
  const names = {
    sortInPlace: (x: number[]) => {
      x.sort((a, b) => a - b);
    },
    sorted: (x: number[]) => x.sort((a, b) => a - b),
    fill: (x: Float64Array) => x.fill(7),
    note: (x: { seen?: boolean; list: number[] }) => {
      x.seen = true;
      x.list.push(1);
    },
  };
  it('reach the argument: arrays, typed arrays, objects and what is in them', () => {
    const { named, changed } = pair(names);
    const list = [3, 1, 2];
    named<(x: number[]) => void>('sortInPlace')(list);
    assert.deepEqual(list, [1, 2, 3]);
    const typed = new Float64Array(2);
    named<(x: Float64Array) => void>('fill')(typed);
    assert.deepEqual(typed, Float64Array.of(7, 7));
    const object = { list: [] as number[] };
    const { list: inner } = object;
    named<(x: object) => void>('note')(object);
    assert.deepEqual(object, { list: [1], seen: true });
    assert.equal(object.list, inner);
    assert.deepEqual([...new Set(changed)], ['sortInPlace#0', 'fill#0', 'note#0']);
  });
  it('the argument itself may be the result', () => {
    const list = [2, 1];
    assert.equal(pair(names).named<(x: number[]) => number[]>('sorted')(list), list);
    assert.deepEqual(list, [1, 2]);
  });
  it('do not reach it where the model solution changes nothing, and the result is right all the same', () => {
    const { named } = pair(names, () => false);
    const list = [3, 1, 2];
    assert.deepEqual(named<(x: number[]) => number[]>('sorted')(list), [1, 2, 3]);
    named<(x: number[]) => void>('sortInPlace')(list);
    assert.deepEqual(list, [3, 1, 2]);
  });
  it('what a submission gave is its own when it comes back', () => {
    const { named } = pair({
      make: () => ({ list: [1] }),
      add: (state: { list: number[] }) => {
        state.list.push(2);
      },
      known: (() => {
        const all = new WeakSet<object>();
        return { remember: (x: object) => void all.add(x), has: (x: object) => all.has(x) };
      })(),
    });
    const state = named<() => { list: number[] }>('make')();
    named<(x: object) => void>('add')(state);
    assert.deepEqual(state, { list: [1, 2] });
    const known = named<{ remember(x: object): void; has(x: object): boolean }>('known');
    known.remember(state);
    assert.deepEqual([known.has(state), known.has({ list: [1, 2] })], [true, false]);
  });
});

describe('what a submission may do with the functions and objects of a test', () => {
  const student = () => {
    let ids: { id: number }[] = [];
    const problem = { value: (x: number) => 2 * x, start: 1 };
    class Secret {
      expected = 42;
    }
    const membrane: Membrane = new Membrane({
      ask: (operation) => {
        if (operation.op === 'name') return { value: { $: 'f', i: 1, n: 'solve', l: 1 } };
        if (operation.op === 'apply') ids = operation.args.map((arg) => ({ id: (arg as { i: number }).i }));
        return { value: null };
      },
      guard,
      lookUp: () => assert.fail('the grader was asked for a name'),
    });
    (membrane.named('solve') as (...args: unknown[]) => void)(problem.value, problem, new Secret());
    const [f = { id: 0 }, o = { id: 0 }, secret = { id: 0 }] = ids;
    return { handle: membrane.server.handle.bind(membrane.server), f, o, secret, problem };
  };
  const thrown = (reply: { thrown?: unknown }) => JSON.stringify(reply.thrown ?? null);

  it('it calls, reads and writes', () => {
    const { handle, f, o, problem } = student();
    assert.deepEqual(handle({ op: 'apply', target: f, self: { $: 'u' }, args: [4] }).value, 8);
    assert.deepEqual(handle({ op: 'get', target: o, key: 'start' }).value, 1);
    handle({ op: 'set', target: o, key: 'start', value: 3 });
    assert.equal(problem.start, 3);
  });
  it('it does not reach classes, prototypes, texts or makers of code, by whatever key', () => {
    const { handle, f, o, secret } = student();
    const asArray = { $: 'd', i: 77, k: 'array', v: ['constructor'] };
    const asObject = { $: 'o', i: 78 };
    for (const target of [f, o, secret])
      for (const key of ['constructor', '__proto__', 'prototype', 'caller', '__defineGetter__', asArray, asObject])
        assert.match(thrown(handle({ op: 'get', target, key })), /WireError/, JSON.stringify({ target, key }));
    for (const target of [f, o, secret])
      for (const op of ['prototype', 'text'] as const) assert.match(thrown(handle({ op, target })), /WireError/);
    assert.match(thrown(handle({ op: 'get', target: f, key: 'call' })), /WireError/);
    assert.match(thrown(handle({ op: 'set', target: o, key: '__proto__', value: null })), /WireError/);
    assert.match(thrown(handle({ op: 'set', target: secret, key: 'expected', value: 1 })), /WireError/);
    const native = handle({ op: 'get', target: o, key: 'hasOwnProperty' }).value as { i: number };
    assert.match(thrown(handle({ op: 'apply', target: { id: native.i }, self: { $: 'u' }, args: [] })), /WireError/);
  });
  it('a number that was never given out is nothing', () => {
    const { handle } = student();
    for (let id = 1000; id < 1010; id++) assert.match(thrown(handle({ op: 'keys', target: { id } })), /not there any more/);
    assert.match(thrown(handle({ op: 'name', name: 'process' })), /asked for a name|AssertionError/);
  });
});
