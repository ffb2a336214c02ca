// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are strings here
import assert from 'node:assert/strict';
import { seededRandom as stream } from '../../kernel-helpers/src/core/seeded-random.js';
import { Session } from './cells.js';

const seeds = [
  "import { mean } from 'd3-array'\nconst xs: number[] = [1, 2, 3];\nfor (const x of xs) { if (x > mean(xs)!) console.debug(`big ${x}`) }",
  'interface P<T> { readonly a: T; b?: { c: string }[] }\ntype Q = P<number>["b"];\nconst p: P<number> = { a: 1, b: [{ c: "x" }] };\np.b?.[0]?.c.length',
  'class A<T> { static #n = 0; constructor(private readonly v: T) { A.#n++ } get value(): T { return this.v } }\nclass B extends A<string> { override get value() { return super.value + "!" } }\nnew B("b").value',
  'enum E { One = 1, Two = One * 2 }\nnamespace N { export const k = E.Two }\nlet { k, ...others } = { ...N };\n[k, others]',
  'async function* g() { yield* [1, 2] }\nlet total = 0;\nfor await (const v of g()) total += v;\ntotal',
  'label: while (true) { try { switch (typeof label2) { case "string": break label; default: throw 1 } } catch { break } finally { void 0 } }\nvar label2: unknown',
  'using r = { [Symbol.dispose]() {} };\nexport const e = await Promise.all([r, import.meta.url]);\nexport default e',
];
const pieces = [
  ' ',
  '\n',
  '\n\n',
  '/**/',
  ' // c\n',
  ';;',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ';',
  ',',
  '`',
  "'",
  '"',
  '${',
  '=>',
  '...',
  '?.',
  '/*',
  '//',
  '\n',
  '<',
  '>',
  '@',
  '#',
  '=',
  'await ',
  'import ',
  'export ',
  'let ',
  'class ',
  'declare ',
  'using ',
  'enum E ',
  'namespace N ',
  'type ',
  'interface ',
  'x',
  '0',
  '😀',
  '\\',
  'as ',
  'yield ',
  'function ',
  'global ',
  'default ',
];

/** The next integer below `n`. */
type Below = (n: number) => number;

function mutate(text: string, below: Below): string {
  let out = text;
  for (let edits = 1 + below(2); edits > 0; edits--) {
    const at = below(out.length + 1);
    const piece = pieces[below(pieces.length)]!;
    const cut = below(6) === 0 ? below(12) : 0;
    const what = below(10) === 0 ? 3 : below(5) === 0 ? 4 : below(3);
    if (what === 0) out = out.slice(0, at) + out.slice(at + 1 + cut);
    else if (what === 1) out = out.slice(0, at) + piece + out.slice(at + cut);
    else if (what === 2) out = out.slice(0, at) + out.slice(at, at + 8) + out.slice(at);
    else if (what === 3) out = out.slice(at) + out.slice(0, at);
    else out = out.slice(0, at) + out.slice(at).replace(/\d/, String(below(10)));
  }
  return out;
}

describe('random edits of valid cells', function () {
  this.timeout(120_000);

  it('never crash the compiler, completion or inspection, and never corrupt later cells', async () => {
    const random = stream(20261122);
    const below: Below = (n) => random.integer(n);
    const s = new Session();
    await s.values('const anchor = { n: 1 }; function read() { return anchor.n }; let counter = 0');
    for (const seed of seeds) assert.ok((await s.execute(seed)).ok, seed);
    let compiled = 0;
    for (let round = 0; round < 160; round++) {
      const cell = mutate(seeds[below(seeds.length)]!, below);
      const cursor = below([...cell].length + 1);
      s.completion.isComplete(cell);
      s.completion.complete(cell, cursor);
      s.completion.inspect(cell, cursor);
      const result = s.compiler.compile(cell, { number: round });
      if (result.ok) {
        compiled++;
        assert.doesNotThrow(
          () => new Function('__cell', `return async function () {"use strict";\n${result.js}\n}`),
          `emitted no JavaScript for:\n${cell}\n--\n${result.js}`,
        );
        // What it declares is kept, as if it had run or had thrown in the middle.
        if (!/\b(anchor|read|counter)\b/.test(cell)) s.compiler.commit(result.id, below(2) ? {} : { reached: below(3) });
      } else {
        assert.ok(
          result.diagnostics.every((d) => d.code !== 'TS0'),
          `the compiler failed on:\n${cell}\n--\n${result.evalue}`,
        );
        const lines = cell.split(/\r\n|[\n\r\u2028\u2029]/);
        for (const d of result.diagnostics)
          assert.ok(d.line >= 1 && d.line <= lines.length && d.column >= 1 && d.column <= lines[d.line - 1]!.length + 1, cell);
      }
      if (round % 20 === 0) assert.equal(await s.last(`counter += read(); anchor.n + ${round}`), 1 + round);
    }
    assert.ok(compiled >= 10, `only ${compiled} edits still compile`);
    assert.deepEqual(await s.last('const check: number = read(); [check, counter]'), [1, 8]);
  });
});
