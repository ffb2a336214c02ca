// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are strings here
import assert from 'node:assert/strict';
import ts from 'typescript';
import { Session } from './cells.js';

/** Programs as lists of statements; the last is an expression, whose value is the program's. No statement calls what comes later. */
const programs: Record<string, readonly string[]> = {
  'variables and closures': [
    'let n = 0;',
    'const next = () => ++n;',
    'const made = [next(), next()];',
    'n = 10;',
    'made.push(next());',
    'const { length } = made;',
    '({ made, length, n });',
  ],
  'classes and inheritance': [
    'class Shape { constructor(readonly name: string) {} area() { return 0; } get text() { return this.name + this.area(); } }',
    'class Square extends Shape { constructor(private side: number) { super("square"); } override area() { return this.side ** 2; } }',
    'const shapes: Shape[] = [new Square(2), new Shape("none")];',
    'const total = shapes.reduce((sum, s) => sum + s.area(), 0);',
    '[total, shapes.map((s) => s.text), shapes[0] instanceof Square];',
  ],
  'enums, namespaces and types': [
    'enum Level { Low = 1, High = 4 }',
    'namespace Geometry { export const unit = Level.High; export interface Point { x: number } }',
    'type Pair<T> = readonly [T, T];',
    'const pair: Pair<Geometry.Point> = [{ x: Geometry.unit }, { x: Level.Low }];',
    'const names = pair.map((p) => Level[p.x]);',
    'names;',
  ],
  'narrowing and evolving types': [
    'let found: string | undefined;',
    'for (const word of ["a", "bb", "ccc"]) if (word.length === 2) found = word;',
    'if (found === undefined) throw new Error("none");',
    'const size = found.length;',
    'let list = [];',
    'list.push(size);',
    'let late; late = list.length;',
    '[size, list, late];',
  ],
  'destructuring and iteration': [
    'const data = new Map([["a", [1, 2, 3]], ["b", [4, 5]]]);',
    'const sums: Record<string, number> = {};',
    'for (const [key, [first, ...rest]] of data) sums[key] = first + rest.reduce((a, b) => a + b, 0);',
    'var { a, b: renamed = 0, ...others } = sums;',
    '[a, renamed] = [renamed, a];',
    '[a, renamed, others];',
  ],
  'asynchronous work': [
    'const wait = <T,>(value: T) => new Promise<T>((done) => setTimeout(() => done(value), 1));',
    'async function* count(to: number) { for (let i = 0; i < to; i++) yield await wait(i); }',
    'const seen: number[] = [];',
    'for await (const i of count(3)) seen.push(i);',
    'const [x, y] = await Promise.all([wait("x"), wait("y")]);',
    'const failed = await Promise.reject(new Error("no")).catch((e: Error) => e.message);',
    '[seen, x + y, failed];',
  ],
  'control flow and labels': [
    'let steps = 0;',
    'outer: for (let i = 0; i < 5; i++) for (let j = 0; j < 5; j++) { if (j === 3) continue outer; if (i === 3) break outer; steps++; }',
    'switch (steps) { case 9: steps += 100; break; case 1: steps++; break; default: steps = -1; }',
    'try { JSON.parse("{"); } catch (e) { steps += (e as Error).name.length; } finally { steps *= 2; }',
    'do { steps--; } while (steps > 200);',
    'steps;',
  ],
  'generics, overloads and recursion': [
    'interface Tree<T> { value: T; kids?: Tree<T>[] }',
    'function fold<T, R>(tree: Tree<T>, f: (value: T, kids: R[]) => R): R { return f(tree.value, (tree.kids ?? []).map((k) => fold(k, f))); }',
    'const tree: Tree<number> = { value: 1, kids: [{ value: 2, kids: [{ value: 3 }] }, { value: 4 }] };',
    'const sum = fold<number, number>(tree, (v, kids) => v + kids.reduce((a, b) => a + b, 0));',
    'const depth = fold<number, number>(tree, (_, kids) => 1 + Math.max(0, ...kids));',
    '[sum, depth];',
  ],
  'names that hosts and libraries use': [
    'const window = { name: "w" }, process = 2;',
    'function fetch(this: void, name: string) { return name + window.name; }',
    'const require = (n: number) => n * process;',
    'let module = require(4), exports = { module, process };',
    'module += 1;',
    '[fetch("f"), exports, module];',
  ],
  'a variable declared late with var': [
    'var total = 0;',
    'for (var i = 1; i <= 4; i++) { var square = i * i; total += square; }',
    'var i: number;',
    'const text = `${i} ${total}`;',
    'text;',
  ],
};

const AsyncFunction = (async () => undefined).constructor as new (body: string) => () => Promise<unknown>;

/** The program run in one piece by plain TypeScript, without the kernel. */
async function oracle(statements: readonly string[]): Promise<unknown> {
  const emit = (text: string): string =>
    ts
      .transpileModule(text, { compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext } })
      .outputText.replace(/'use strict';|"use strict";|export \{\};/g, '');
  const last = emit(statements.at(-1)!).trim().replace(/;$/, '');
  return new AsyncFunction(`"use strict";\n${emit(statements.slice(0, -1).join('\n'))}\nreturn ${last};`)();
}

/** At most so many ways to cut a program are tried, evenly chosen, whole and single statements among them. */
const most = 24;

/** Ways to cut a list into runs of neighbours. */
function* splits(statements: readonly string[]): Generator<string[]> {
  const cuts = statements.length - 1;
  const all = 1 << cuts;
  const count = Math.min(all, most);
  for (let i = 0; i < count; i++) {
    const mask = Math.round((i * (all - 1)) / (count - 1));
    const cells = [statements[0]!];
    for (let at = 1; at < statements.length; at++) {
      if (mask & (1 << (at - 1))) cells.push(statements[at]!);
      else cells[cells.length - 1] += `\n${statements[at]!}`;
    }
    yield cells;
  }
}

describe('any program split into cells at statement boundaries gives the same values as in one piece', function () {
  this.timeout(60_000);
  for (const [name, statements] of Object.entries(programs)) {
    it(`${name}, one split after the other in one session`, async () => {
      const expected = await oracle(statements);
      const session = new Session();
      for (const cells of splits(statements)) assert.deepEqual(await session.last(...cells), expected, cells.join('\n--\n'));
    });
  }
});
