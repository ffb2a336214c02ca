// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are strings here
import assert from 'node:assert/strict';
import { Session } from './cells.js';

/** Cells that must all run, and the value of the last. */
const programs: Record<string, { cells: string[]; gives: unknown }> = {
  'a function sees a variable assigned later': { cells: ['let a = 1; function f() { return a }', 'a = 2', 'f()'], gives: 2 },
  'a function sees a variable declared again': { cells: ['let a = 1; const f = () => a', 'let a = 5', 'f()'], gives: 5 },
  'a closure keeps the variable whose type no longer fits': {
    cells: ['let a = 1; const f = () => a + 1', 'let a = "x"', 'f() + a'],
    gives: '2x',
  },
  'a function sees a function defined again': {
    cells: ['function g() { return 1 }; function f() { return g() }', 'function g() { return 2 }', 'f()'],
    gives: 2,
  },
  'a function sees a function defined again, whatever that returns now': {
    cells: [
      'function g() { return 1 }; const h = () => 1; const f = () => [g(), h()]',
      'function g() { return "two" }; const h = () => "three"',
      'f()',
    ],
    gives: ['two', 'three'],
  },
  'recursion goes to the newest definition': {
    cells: [
      'function f(n: number): number { return n ? f(n - 1) : 0 }; const old = f',
      'function f(n: number): number { return 100 + n }',
      'old(3)',
    ],
    gives: 102,
  },
  'a const may be declared again as a let of another type': { cells: ['const a = 1', 'let a = "s"', 'a += "t"; a'], gives: 'st' },
  'a class may be declared again; old instances stay of the old one': {
    cells: ['class A { v() { return 1 } }; const x = new A()', 'class A { v() { return 2 } }', '[x.v(), new A().v(), x instanceof A]'],
    gives: [1, 2, false],
  },
  'a function makes instances of the class defined again, private parts or not': {
    cells: [
      'class A { #n = 1; private m = 2; v() { return this.#n + this.m } }; const make = () => new A()',
      'class A { #n = 10; private m = 2; v() { return this.#n + this.m } }',
      'make().v()',
    ],
    gives: 12,
  },
  'a class extends one of an earlier cell': {
    cells: ['class A { constructor(public n: number) {} }', 'class B extends A { twice() { return this.n * 2 } }', 'new B(4).twice()'],
    gives: 8,
  },
  'class fields, statics, private names and accessors': {
    cells: ['class C { static n = 1; #p = 2; get p() { return this.#p } static { C.n += 10 } }', '[C.n, new C().p]'],
    gives: [11, 2],
  },
  'an enum lives on and may be declared again': {
    cells: ['enum E { A, B = 5 }', 'const e: E = E.B', 'enum E { A = "x" }', '[e, E.A]'],
    gives: [5, 'x'],
  },
  'a const enum lives on': { cells: ['const enum E { A = 3 }', 'E.A'], gives: 3 },
  'a namespace lives on': { cells: ['namespace N { export const v = 3; export type T = number }', 'const t: N.T = N.v; t'], gives: 3 },
  'a namespace joins its function': {
    cells: ['function f() { return f.count }; namespace f { export let count = 7 }', 'f() + f.count'],
    gives: 14,
  },
  'interfaces and types live on and may be declared again': {
    cells: [
      'interface P { x: number }; type N = number',
      'const p: P = { x: 1 }',
      'interface P { y: N }',
      'const q: P = { y: 2 }; [p.x, q.y]',
    ],
    gives: [1, 2],
  },
  'a type and a value may share a name over cells': {
    cells: ['interface P { x: number }', 'const P = (x: number): P => ({ x })', 'const p: P = P(4); p.x'],
    gives: 4,
  },
  'generic functions and overloads': {
    cells: [
      'function id<T>(x: T): T { return x }',
      'function g(x: string): 1; function g(x: number): 2; function g(x: unknown) { return typeof x === "string" ? 1 : 2 }',
      '[id("a"), g("x"), g(1)]',
    ],
    gives: ['a', 1, 2],
  },
  'generators and async functions': {
    cells: [
      'function* gen() { yield 1; yield 2 }',
      'async function* ag() { for (const x of gen()) yield x * 10 }',
      'const out: number[] = []; for await (const x of ag()) out.push(x); out',
    ],
    gives: [10, 20],
  },
  'object destructuring with renaming, defaults and rest': {
    cells: [
      'const { a, b: { c = 5 } = {}, ...rest } = { a: 1, d: 2, e: 3 } as { a: number; b?: { c?: number }; d: number; e: number }',
      '[a, c, rest]',
    ],
    gives: [1, 5, { d: 2, e: 3 }],
  },
  'array destructuring with holes and rest': {
    cells: ['const [x, , y = 9, ...zs] = [1, 2, undefined, 4, 5]', '[x, y, zs]'],
    gives: [1, 9, [4, 5]],
  },
  'computed keys in patterns': { cells: ['const k = "q"; const { [k]: v } = { q: 3 }', 'v'], gives: 3 },
  'assignment by destructuring to earlier variables': {
    cells: ['let a = 1, b = 2', '[a, b] = [b, a]; ({ a } = { a: a * 10 })', '[a, b]'],
    gives: [20, 1],
  },
  'shorthand properties take the newest value': {
    cells: ['let process = 1; let a = 2', 'const o = { process, a }; o'],
    gives: { process: 1, a: 2 },
  },
  'var in blocks and loops belongs to the cell': {
    cells: ['for (var i = 0; i < 3; i++) { var last = i }', 'if (true) { var z = 1 }', '[i, last, z]'],
    gives: [3, 2, 1],
  },
  'var in for…of and for…in': { cells: ['for (var k in { a: 1, b: 2 }) {} for (var v of [5, 6]) {}', '[k, v]'], gives: ['b', 6] },
  'var without a value keeps the old one within its cell': { cells: ['var a = 1; var a: number; a'], gives: 1 },
  'block-scoped names stay in their blocks': {
    cells: ['const a = 1; { const a = 2; let b = a; void b } for (const a of [3]) { void a }', 'a'],
    gives: 1,
  },
  'shadowing in functions and parameters': {
    cells: ['const a = 1', 'const f = (a: number) => { const g = () => a; return g() }; f(7) + a'],
    gives: 8,
  },
  'labels and properties keep their names': {
    cells: ['let process = 0', 'process: for (;;) { process++; break process }', '({ process: process, x: { process: 2 }.process })'],
    gives: { process: 1, x: 2 },
  },
  'top-level await and for await': {
    cells: ['const a = await Promise.resolve(2)', 'let s = a; for await (const x of [Promise.resolve(3), 4]) s += x; s'],
    gives: 9,
  },
  'await in an immediately called function': { cells: ['await (async () => { await null; return 6 })()'], gives: 6 },
  'await in parameters, templates and conditions': {
    cells: ['const f = (n: number) => n + 1; `${f(await Promise.resolve(1))}${(await 2) > 1 ? "y" : "n"}`'],
    gives: '2y',
  },
  'using is disposed when its cell ends, last first': {
    cells: [
      'const log: string[] = []; const res = (n: string) => ({ n, [Symbol.dispose]() { log.push(n) } })',
      'using a = res("a"), b = res("b"); log.push("body")',
      '[...log, a.n]',
    ],
    gives: ['body', 'b', 'a', 'a'],
  },
  'await using': {
    cells: ['let done = false', 'await using r = { async [Symbol.asyncDispose]() { await null; done = true } }', 'done'],
    gives: true,
  },
  'using in a block': {
    cells: ['const log: string[] = []; { using r = { [Symbol.dispose]() { log.push("d") } }; log.push("in") } log.push("out"); log'],
    gives: ['in', 'd', 'out'],
  },
  'dynamic import': { cells: ['const os = await import("node:os"); typeof os.cpus'], gives: 'function' },
  'export in a cell': {
    cells: ['export const a = 1; export function f() { return a } export class C {} export default 5', 'f()'],
    gives: 1,
  },
  'export default of a named function': { cells: ['export default function f() { return 3 }', 'f()'], gives: 3 },
  'export lists and re-exports': {
    cells: ['const a = 1; export { a, a as b }; export * from "d3-array"; export type T = number', 'a'],
    gives: 1,
  },
  'names of globals may be declared': {
    cells: [
      'const name = "n", window = 1, fetch = 2, require = 3, module = 4, exports = 5',
      '[name, window, fetch, require, module, exports]',
    ],
    gives: ['n', 1, 2, 3, 4, 5],
  },
  'a global declared in a cell stays whole for the libraries': {
    cells: ['const Buffer = 1, process = 2', '(await import("node:buffer")).Buffer.from("a").length + Buffer + process'],
    gives: 4,
  },
  'a narrowed let stays narrowed in the next cell': { cells: ['let s: string | undefined = "abc"', 's.length'], gives: 3 },
  'a let without a type is what it was assigned': { cells: ['let x', 'x = [1]', 'x.push(2); x'], gives: [1, 2] },
  'a variable declared here may be assigned there': { cells: ['let n: number', 'n = 4', 'n + 1'], gives: 5 },
  'a function may use what a later cell assigns': { cells: ['let n: number; const f = () => n', 'n = 4', 'f()'], gives: 4 },
  'narrowing by throw reaches the next cell': {
    cells: ['const s: string | undefined = ["a"].find((x) => x === "a")', 'if (!s) throw new Error("none")', 's.length'],
    gives: 1,
  },
  'legacy and standard features: optional chains, nullish, exponent, big integers': {
    cells: ['const o: { a?: { b?: number } } = {}', '[o?.a?.b ?? 2, 2 ** 3, 10n ** 2n === 100n]'],
    gives: [2, 8, true],
  },
  'satisfies, as const and non-null': {
    cells: ['const c = { a: [1, 2] } as const satisfies { a: readonly number[] }', 'c.a[0]! + 1'],
    gives: 2,
  },
  'decorators of a class and its methods': {
    cells: [
      'const seen: string[] = []; const log = (_: unknown, c: DecoratorContext) => { seen.push(String(c.name)) }',
      '@log class A { @log m() { return 1 } }',
      '[new A().m(), ...seen]',
    ],
    gives: [1, 'm', 'A'],
  },
  'a generator of names: Symbol, tagged template, regular expression': {
    cells: [
      'const tag = (s: TemplateStringsArray, ...v: number[]) => s.join("_") + v.length',
      'tag`a${1}b${2}c` + /x(?<n>\\d)/u.exec("x5")?.groups?.n',
    ],
    gives: 'a_b_c25',
  },
  'comments and blank cells': { cells: ['// nothing', '', '/* nothing */ 1 // one'], gives: 1 },
  'the last expression counts, functions and types after it or not': {
    cells: ['const a = 2; a * 3; function late() {} interface I {}'],
    gives: 6,
  },
  'an object literal in parentheses': { cells: ['({ a: 1 })'], gives: { a: 1 } },
  'a promise is not awaited unasked': { cells: ['const p = Promise.resolve(1); p instanceof Promise'], gives: true },
  directives: { cells: ['"use strict"; 5'], gives: 5 },
  'this at the top level is undefined': { cells: ['// @ts-ignore\nthis === undefined'], gives: true },
  'getters, setters and computed members': {
    cells: ['const k = "z"; const o = { get a() { return 1 }, set a(_: number) {}, [k + 1]: 2, async *g() {} }', '[o.a, o["z1"]]'],
    gives: [1, 2],
  },
  'hoisted functions of a cell call each other before their place': {
    cells: [
      'const r = even(4); function even(n: number): boolean { return n === 0 || odd(n - 1) } function odd(n: number): boolean { return n !== 0 && even(n - 1) }',
      'r',
    ],
    gives: true,
  },
  'plain JavaScript needs no types': {
    cells: ['var x = 1; function add(a, b) { return a + b }\nconst twice = function (n) { return n * 2 }', 'add(x, twice(3))'],
    gives: 7,
  },
  'ts-nocheck runs what does not check': { cells: ['// @ts-nocheck\nconst n: number = "text"; n.length'], gives: 4 },
  'names of an unchecked cell are known to the next': {
    cells: ['// @ts-nocheck\nconst o = {}; o.x = 1; function f(a) { return a.x }', 'f(o)'],
    gives: 1,
  },
  'ts-ignore and ts-expect-error': {
    cells: ['// @ts-ignore\nconst a: number = "1";\n// @ts-expect-error wrong on purpose\nconst b: number = "2"; a + b'],
    gives: '12',
  },
  'declare says what exists elsewhere': {
    cells: ['(globalThis as Record<string, unknown>).outside = 3', 'declare const outside: number', 'outside + 1'],
    gives: 4,
  },
  'declare global adds to every later cell': {
    cells: [
      'declare global { interface Array<T> { second(): T | undefined } }\nArray.prototype.second = function () { return this[1] }',
      '[1, 2].second()',
    ],
    gives: 2,
  },
  'declare module gives types to a package without any': {
    cells: [
      "declare module 'lab-untyped' { export const n: number }\ndeclare module '*.csv' { const text: string; export default text }\nlet after = 1",
      "type N = typeof import('lab-untyped').n; const n: N = after; n",
    ],
    gives: 1,
  },
  'declare module adds to a package with types': {
    cells: [
      "import { max } from 'd3-array'\ndeclare module 'd3-array' { interface Extra { tag: string } }",
      "import type { Extra } from 'd3-array'\nconst e: Extra = { tag: 'x' }; e.tag + max([1, 2])",
    ],
    gives: 'x2',
  },
  'JSX with a function of the notebook': {
    cells: [
      'declare global { namespace JSX { interface IntrinsicElements { [tag: string]: unknown } } }\nconst h = (tag: string, props: object | null, ...kids: unknown[]) => `${tag}(${kids.join(",")})`',
      '/** @jsxRuntime classic */\n/** @jsx h */\nconst el = <b><i>x</i></b>; el',
    ],
    gives: 'b(i(x))',
  },
  'code points beyond the basic plane and odd names': {
    cells: ['const 𝒳 = 1, größe = 2, $ = 3, _ = 4', '[𝒳, größe, $, _, "😀".length]'],
    gives: [1, 2, 3, 4, 2],
  },
  'CRLF line ends': { cells: ['const a = 1\r\nconst b = 2\r\na + b'], gives: 3 },
  'a percent magic line is passed over': { cells: ['%%javascript\n1 + 1'], gives: 2 },
};

describe('cells are one program', function () {
  this.timeout(60_000);
  for (const [law, { cells, gives }] of Object.entries(programs)) {
    it(law, async () => assert.deepEqual(await new Session().last(...cells), gives));
  }

  it('keeps what a cell declared before it threw, and what the rest meant before', async () => {
    const s = new Session();
    await s.values('const c = "old"; const keep = 1');
    await s.thrown('const a = 1; let b = 2; b = 3;\nthrow new Error("stop");\nconst c = 5; function late() { return a + b }');
    assert.deepEqual(await s.last('[a, b, c.toUpperCase(), keep, late()]'), [1, 3, 'OLD', 1, 4]);
  });

  it('keeps imports of a cell that threw', async () => {
    const s = new Session();
    await s.thrown('import path from "node:path"; throw 1');
    assert.equal(await s.last('path.basename("/a/b")'), 'b');
  });

  it('does not run a cell with a type error, and keeps nothing of it', async () => {
    const s = new Session();
    await s.values('let ran = false');
    assert.deepEqual(await s.codes('ran = true; const x: number = "a"'), ['TS2322']);
    assert.equal(await s.last('ran'), false);
    assert.deepEqual(await s.codes('x'), ['TS2304']);
  });

  it('is strict', async () => {
    const s = new Session();
    assert.deepEqual(await s.codes('const f = (s: string | null) => s.length'), ['TS18047']);
    assert.deepEqual(await s.codes('function f(a, b: number) { return a }'), ['TS7006']);
    assert.deepEqual(await s.codes('zzz'), ['TS2304']);
    assert.deepEqual(await s.codes('const a = 1; a = 2'), ['TS2588']);
    assert.deepEqual(await s.codes('const a = 1; const a = 2'), ['TS2451', 'TS2451']);
    assert.deepEqual(await s.codes('return 5'), ['TS1108']);
  });

  it('runs everything unchecked where it is told so', async () => {
    const s = new Session({ untyped: true });
    assert.equal(await s.last('let n: number = "text"', 'n.nothing'), undefined);
    assert.equal(await s.last("import { max, type Numeric } from 'd3-array'; enum E { A = 2 }", 'max([1, E.A] as Numeric[])'), 2);
    assert.equal(await s.last('const f = () => n', 'n = 5', 'f()'), 5);
    assert.deepEqual(await s.codes('const a = ;'), ['TS1109']);
  });
});
