import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatValue } from '../../kernel-helpers/src/kernel/runner/runtime/index.js';
import { tslabModule } from '../../kernel-helpers/src/kernel/runner/tslab.js';
import { Session } from './cells.js';

describe('notebooks written for tslab, in a folder without a tsconfig.json', function () {
  this.timeout(60_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tslab-'));
    const files = {
      'data.json': '{ "a": [1, 2] }',
      'local.ts': "export const hi = (name: string): string => 'hi ' + name",
      'lib/index.ts': 'export const lib = 7',
      'plain.js': '/** @param {number} n @returns {number} */\nexport function twice(n) { return n * 2 }',
      'wrong.js': '/** @type {number} */\nexport const n = "x";',
      'untyped.js': 'export const f = (a) => a.b.c; f.extra = 1;',
      'common.js': 'module.exports = { value: 5 }',
      'marked.ts':
        "import { size } from 'marked'; import next, * as all from 'marked'; export const sum = next(size) + all.default(all.size)",
      'node_modules/marked/package.json': '{ "name": "marked", "version": "1.0.0", "main": "index.js", "types": "index.d.ts" }',
      'node_modules/marked/index.js': 'exports.__esModule = true; exports.size = 3; exports.default = (n) => n + 1',
      'node_modules/marked/index.d.ts': 'export declare const size: number; export default function next(n: number): number',
      'node_modules/whole/package.json': '{ "name": "whole", "version": "1.0.0", "main": "index.js", "types": "index.d.ts" }',
      'node_modules/whole/index.js': 'module.exports = (n) => n + 1',
      'node_modules/whole/index.d.ts': 'declare function next(n: number): number; export = next',
      'node_modules/@types/shout/package.json': '{ "name": "@types/shout", "version": "1.0.0", "types": "index.d.ts" }',
      'node_modules/@types/shout/index.d.ts': 'declare function shout(text: string): void',
      'node_modules/chunks/package.json': '{ "name": "chunks", "version": "1.0.0", "main": "index.js" }',
      'node_modules/chunks/index.js': 'module.exports = {}',
      'node_modules/chunks/part.js': 'module.exports = (n) => n + 1',
      'node_modules/chunks/deep/index.js': 'module.exports = { deep: true }',
      'node_modules/chunks/table.json': '{ "rows": 3 }',
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  const here = (options = {}): Session => new Session({ cwd: folder, ...options });

  describe('are checked as tslab checks them', () => {
    it('null fits every type, parameters need no types, fields no values, and a caught error has properties', async () => {
      const s = here();
      await s.values('let s: string = null', 'function add(a, b) { return a + b }', 'class A { name: string }');
      assert.equal(await s.last("let text = ''; try { throw new Error('no') } catch (e) { text = e.message }; text"), 'no');
      assert.deepEqual(await s.codes("const n: number = 'x'"), ['TS2322'], 'types are checked all the same');
    });

    it('strictly from the first `// @strict` on, and strictly throughout where the option, a tsconfig.json or the lab says so', async () => {
      const s = here();
      await s.values('let s: string = null');
      assert.deepEqual(await s.codes('// @strict\nlet t: string = null'), ['TS2322']);
      assert.deepEqual(await s.codes('let u: string = null'), ['TS2322']);
      assert.deepEqual(await here({ strict: true }).codes('let s: string = null'), ['TS2322']);
      assert.deepEqual(await new Session().codes('let s: string = null'), ['TS2322']);
      const strict = path.join(folder, 'strict');
      mkdirSync(strict, { recursive: true });
      writeFileSync(path.join(strict, 'tsconfig.json'), '{ "compilerOptions": { "strict": true } }');
      assert.deepEqual(await new Session({ cwd: strict }).codes('let s: string = null'), ['TS2322']);
    });

    it('decorators are the ones of tslab: a function of the class, or of the class and the name', async () => {
      const cell = `const seen: string[] = [];
        function note(target: object, name: string) { seen.push(name) }
        class A { @note size = 1 }
        seen`;
      assert.deepEqual(await here().last(cell), ['size']);
    });

    it('the types of the DOM are known when they are named, unless a tsconfig.json names its libraries', async () => {
      const s = here();
      assert.equal(await s.last('function text(e: HTMLElement) { return e.textContent } typeof text'), 'function');
      assert.equal(await s.last("typeof document === 'undefined' ? 0 : document.title.length"), 0);
      assert.deepEqual(await s.codes('document.no'), ['TS2339']);
      assert.deepEqual(await here().codes('documents'), ['TS2304']);
      assert.deepEqual(await new Session().codes('let e: HTMLDivElement'), ['TS2304']);
    });

    it('global names of @types packages beside the notebook are known', async () => {
      assert.equal(await here().last("typeof shout === 'undefined' ? 1 : (shout('x'), 2)"), 1);
    });
  });

  describe('import', () => {
    it('JSON without an attribute, whole and by name, and from a package', async () => {
      const s = here();
      assert.deepEqual(await s.last("import data from './data.json'; data.a"), [1, 2]);
      assert.deepEqual(await s.last("import { a } from './data.json'; a"), [1, 2]);
      assert.deepEqual(await s.last("import * as all from './data.json'; all.a"), [1, 2]);
      assert.deepEqual(await s.last("import table from 'chunks/table.json'; table.rows"), 3);
      assert.deepEqual(await new Session().last("import manifest from './package.json'; manifest.name"), 'lecture-lab');
    });

    it('local modules without their extension: TypeScript, JavaScript, a folder with an index', async () => {
      const s = here();
      assert.equal(await s.last("import { hi } from './local'; hi('you')"), 'hi you');
      assert.equal(await s.last("import { lib } from './lib'; lib"), 7);
      assert.equal(await s.last("import { twice } from './plain'; twice(4)"), 8);
      assert.equal(await s.last("import cjs from './common'; cjs.value"), 5);
      assert.equal(await s.last("import { sum } from './marked'; sum"), 8, 'which imports a package that was compiled to CommonJS');
    });

    it('a default as CommonJS has it: the one that a compiled package names, else all of the package', async () => {
      const s = here();
      assert.equal(await s.last("import next, { size } from 'marked'; next(size)"), 4);
      assert.equal(await s.last("import * as marked from 'marked'; marked.default(1) + marked.size"), 5);
      assert.equal(await s.last("const { default: named } = await import('marked'); named(1)"), 2);
      assert.equal(await s.last("import whole from 'whole'; whole(1)"), 2);
      assert.deepEqual(await s.codes("import no from 'marked'; no('x')"), ['TS2345']);
      const strict = path.join(folder, 'node-like');
      mkdirSync(strict, { recursive: true });
      writeFileSync(path.join(strict, 'tsconfig.json'), '{ "compilerOptions": { "strict": true } }');
      const node = new Session({ cwd: strict });
      assert.equal(await node.last("import marked from 'marked'; marked.default(1)"), 2, 'as Node has it where a tsconfig.json lies');
      assert.equal(
        await node.last("import { sum } from '../marked'; sum"),
        8,
        'a module that Node would take for CommonJS keeps its own way',
      );
    });

    it('files of a package without their extension', async () => {
      const s = here();
      assert.equal(await s.last("import part from 'chunks/part'; part(1)"), 2);
      assert.equal(await s.last("import { deep } from 'chunks/deep'; deep"), true);
      assert.equal(await s.last("import alea from 'seedrandom/lib/alea'; typeof alea"), 'function');
    });

    it('local JavaScript with the types of its comments: their errors are told, and JavaScript without types has none', async () => {
      const s = here();
      const refused = await s.execute("import { n } from './wrong.js'; n");
      assert.ok(!refused.ok && 'diagnostics' in refused);
      assert.deepEqual(
        refused.diagnostics.map(({ code, line, file }) => [code, line, file]),
        [['TS2322', 2, path.join(folder, 'wrong.js')]],
      );
      assert.deepEqual(await s.codes("import { twice } from './plain.js'; twice('a')"), ['TS2345']);
      assert.equal(await s.last("import { f } from './untyped.js'; f.extra"), 1);
    });

    it("tslab itself as a default, by name and whole; packages with a test runner's names", async () => {
      Object.defineProperty(globalThis, Symbol.for('lecture-lab.tslab'), { value: tslabModule('6'), configurable: true });
      const s = here();
      assert.equal(await s.last("import tslab from 'tslab'; typeof tslab.display.html"), 'function');
      assert.equal(await s.last("import * as t from 'tslab'; typeof t.display.png"), 'function');
      const [, kinds] = await s.values("import { test, describe, it } from 'node:test'", '[typeof test, typeof describe, typeof it]');
      assert.deepEqual(kinds, ['function', 'function', 'function']);
    });
  });

  describe('cells whose first comment has a tag of tslab', () => {
    it('`/** @module name */` is a module that later cells import, and import anew once it changed', async () => {
      const s = here();
      const cell = "import { area } from './shapes'; area(2)";
      await s.values('/** @module shapes */\nexport const area = (r: number) => 3 * r * r');
      assert.equal(await s.last(cell), 12);
      await s.values('/** @module shapes */\nexport const area = (r: number) => 4 * r * r');
      assert.equal(await s.last(cell), 16);
      assert.deepEqual(await s.codes("/** @module broken */\nexport const n: number = 'x'"), ['TS2322']);
    });

    it('`/** @browser */` is not run, and `/** @jsx */` changes nothing', async () => {
      assert.deepEqual(await here().values("/** @browser */\ndocument.body.append('x')", '/** @jsx */\n1 + 1'), [undefined, 2]);
    });
  });

  it('JSX needs no types of React, and calls the React or the factory that a cell declared', async () => {
    const s = here();
    await s.values("const React = { createElement: (...all: unknown[]) => all, Fragment: 'F' }; const h = () => 'h'");
    assert.deepEqual(await s.last("const id = 'a'; <><b id={id}>{[1].map((n) => <i>{n}</i>)}</b></>"), [
      'F',
      null,
      ['b', { id: 'a' }, [['i', null, 1]]],
    ]);
    assert.equal(await s.last('/** @jsx h */\n<p />'), 'h');
  });

  it('exported enums, namespaces and decorated classes, and aliases of namespace members, are there in the next cells', async () => {
    const s = new Session();
    await s.values(
      'export enum Level { Low = 5, High }',
      'export namespace Units { export const km = 1000; export class Length { m = 1 } }',
      'const seal = (c: any, _: unknown) => c; export @seal class Box { y = 2 }',
      'import km = Units.km; import Length = Units.Length',
    );
    assert.deepEqual(await s.last('[Level.High, Units.km, new Box().y, km, new Length().m]'), [6, 1000, 2, 1000, 1]);
    assert.equal(await s.last('export class Op { private a = 1 } export function use(op: Op) { return op }', 'typeof use'), 'function');
    await s.values('export class Op { private a = 2 }', 'use(new Op())');
  });

  it('a declaration of a built-in module adds to its types', async () => {
    const s = new Session();
    const cell = "import fs from 'fs'; declare module 'fs' { interface Stats { extra: number } } const st = fs.statSync('.'); st.extra = 5";
    assert.equal(await s.last(cell, 'st.extra + 1'), 6);
  });

  it('a setter alone, and a variable declared again without a value, work in the next cells', async () => {
    const s = new Session();
    assert.equal(await s.last('class S { v = 0; set x(n: number) { this.v = n } } const s = new S()', 's.x = 4; s.v'), 4);
    assert.equal(await s.last('var n: number = 3', 'var n: number; n'), 3);
    assert.equal(await s.last('var m = 1; var m: number; m'), 1);
  });

  it('a promise as a value says what to do with it', async () => {
    const text = async (value: unknown) => (await formatValue(value)).data['text/plain'];
    const failed = Promise.reject(new Error('no'));
    failed.catch(() => undefined);
    assert.equal(await text(new Promise(() => undefined)), 'Promise (pending): await it to see its value');
    assert.equal(await text(Promise.resolve(4)), 'Promise (fulfilled): await it to use its value, 4');
    assert.equal(await text(failed), 'Promise (rejected): await it to see its error');
  });
});
