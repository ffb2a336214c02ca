// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are strings here
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Session } from './cells.js';

describe('imports', function () {
  this.timeout(60_000);
  let folder: string;
  let clock = Date.now() / 1000;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'cells-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Each write has a later time than the one before, however fast the disk. */
  function write(name: string, text: string): void {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    clock += 10;
    utimesSync(file, clock, clock);
  }

  const here = (): Session => new Session({ cwd: folder });

  it('take packages of the project from any working directory: ESM only, exports maps, CommonJS with named exports', async () => {
    const s = here();
    assert.deepEqual(await s.last("import { range } from 'd3-array'", 'range(3)'), [0, 1, 2]);
    assert.equal(await s.last("import { compile } from 'vega-lite'; typeof compile"), 'function');
    assert.equal(await s.last("import seedrandom from 'seedrandom'; typeof seedrandom('x')()"), 'number');
    assert.equal(await s.last("import * as z from 'zod'; z.string().parse('ok')"), 'ok');
    assert.equal(await s.last("import ts, { version } from 'typescript'; version === ts.version"), true);
  });

  it('of a local module with a type error name the module, the line and the error, and run nothing', async () => {
    write('wrong.ts', 'export const a = 1;\nexport const b: string = a;\n');
    write('above.ts', "export { b } from './wrong.ts';\n");
    const s = here();
    const result = await s.execute("globalThis.ran = true; import { b } from './above.ts'");
    assert.ok(!result.ok && 'diagnostics' in result);
    assert.deepEqual(
      result.diagnostics.map((d) => [d.code, d.line, d.file]),
      [['TS2322', 2, path.join(folder, 'wrong.ts')]],
    );
    assert.match(result.formatted.join('\n'), /wrong\.ts, line 2, column 14.*\n[\s\S]*export const b: string = a/);
    write('wrong.ts', 'export const a = 1;\nexport const b: string = `${a}`;\n');
    assert.equal(await s.last("import { b } from './above.ts'; b"), '1');
  });

  it('take default, namespace and mixed imports of built-in modules, under both kinds of name', async () => {
    assert.equal(
      await here().last(
        "import fs, { existsSync as has } from 'node:fs'; import * as p from 'path'",
        "fs.existsSync === has && p.join('a', 'b')",
      ),
      'a/b',
    );
    assert.equal(await here().last("import os = require('node:os'); typeof os.cpus"), 'function');
    assert.equal(await here().last("const { join } = require('node:path') as typeof import('node:path'); join('a', 'b')"), 'a/b');
  });

  it('reload a local TypeScript module when it changed, and one below it', async () => {
    write('low.ts', 'export const base: number = 1;');
    write('up.ts', "import { base } from './low.js';\nexport function value(): number { return base * 10; }\nexport type Kind = 'a';");
    const s = here();
    const cell = "import { value, type Kind } from './up.js'; const k: Kind = 'a'; value()";
    assert.equal(await s.last(cell), 10);
    assert.equal(await s.last(cell), 10);
    write('low.ts', 'export const base: number = 2;');
    assert.equal(await s.last(cell), 20);
    write('up.ts', "import { base } from './low.js';\nexport function value(): string { return `v${base}`; }\nexport type Kind = 'a';");
    assert.equal(await s.last(cell), 'v2');
    assert.deepEqual(await s.codes('const n: number = value()'), ['TS2322']);
  });

  it('keep one instance of a module that did not change', async () => {
    write('state.ts', 'export let count = 0; export const add = () => ++count;');
    write('a.ts', "import { add } from './state.js'; export const a = () => add();");
    const s = here();
    await s.values("import { a } from './a'", 'a()', "import { add, count } from './state.ts'", 'add()');
    assert.equal(await s.last('count'), 2, 'an exported variable is live');
  });

  it('take modules that import each other, wait at their top level, and know where they are', async () => {
    write('ping.ts', "import { pong } from './pong.js'; export const ping = (n: number): string => (n ? 'i' + pong(n - 1) : '.');");
    write('pong.ts', "import { ping } from './ping.js'; export const pong = (n: number): string => (n ? 'o' + ping(n - 1) : '.');");
    write(
      'slow.ts',
      "import { join } from 'node:path'; export const v = await Promise.resolve(3); export const here = join(import.meta.dirname, 'x'); export const os = await import('node:os');",
    );
    const s = here();
    assert.equal(await s.last("import { ping } from './ping.js'; ping(3)"), 'ioi.');
    assert.deepEqual(await s.last("import { v, here } from './slow.js'; [v, here]"), [3, path.join(folder, 'x')]);
  });

  it('take local JavaScript anew when it changed, and JSON', async () => {
    write('plain.mjs', 'export const n = 1;');
    write('data.json', '{ "a": [1, 2] }');
    const s = here();
    const cell = "// @ts-nocheck\nimport { n } from './plain.mjs'; n";
    assert.equal(await s.last(cell), 1);
    write('plain.mjs', 'export const n = 2;');
    assert.equal(await s.last(cell), 2);
    assert.deepEqual(await s.last("import data from './data.json' with { type: 'json' }; data.a"), [1, 2]);
  });

  it('that cannot be resolved are refused with their place, and work once the file is there', async () => {
    const s = here();
    assert.deepEqual(await s.codes("import { late } from './late.js'"), ['TS2307']);
    write('late.ts', 'export const late = 1;');
    assert.equal(await s.last("import { late } from './late.js'; late"), 1);
    assert.deepEqual(await s.codes("import { nothing } from './late.js'"), ['TS2305']);
  });

  it('of types only run nothing', async () => {
    write('effect.ts', '(globalThis as Record<string, unknown>).effect = true; export interface I { x: 1 } export class C {}');
    const s = here();
    await s.values(
      "import type { I } from './effect.js'; import { type C } from './effect.js'; const i: I = { x: 1 }; let c: C | undefined",
    );
    assert.equal(await s.last("'effect' in globalThis"), false);
  });

  it("give the kernel's own object for tslab", async () => {
    const symbol = Symbol.for('lecture-lab.tslab');
    Object.defineProperty(globalThis, symbol, {
      value: { display: { html: (s: string) => `shown ${s}` }, newDisplay: () => 'new' },
      configurable: true,
    });
    assert.equal(await here().last("import { display } from 'tslab'", "display.html('x') as unknown"), 'shown x');
    assert.equal(await here().last("import * as tslab from 'tslab'; tslab.newDisplay() as unknown"), 'new');
    assert.deepEqual(await here().codes("import { display } from 'tslab'; display.html(5)"), ['TS2345']);
  });

  it('follow the nearest tsconfig.json in what language is spoken', async () => {
    write(
      'loose/tsconfig.json',
      '{ "compilerOptions": { "strict": false, "target": "es5", "module": "commonjs", "outDir": "x", "lib": ["es2023", "dom"] } }',
    );
    const s = new Session({ cwd: path.join(folder, 'loose') });
    assert.equal(await s.last('function f(a, b: number) { return a + b }', 'let s: string = null; s ?? f(1, await Promise.resolve(2))'), 3);
    assert.equal(await s.last('let el: HTMLElement | undefined; el === undefined'), true);
  });

  it('name the place in a local module that threw', async () => {
    write(
      'bad.ts',
      'interface Long {\n  a: number;\n}\nexport function boom(x: Long): never {\n  throw new RangeError(`bad ${x.a}`);\n}\n',
    );
    const s = here();
    const error = await s.thrown("import { boom } from './bad.js'\n\nboom({ a: 1 })");
    const text = s.runtime.formatError(error).traceback.join('\n');
    assert.match(text, /Cell 1, line 3/);
    assert.match(text, /boom \(.*bad\.ts:5:\d+\)/);
  });
});
