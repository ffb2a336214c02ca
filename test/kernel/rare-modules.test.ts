/** Modules of Node whose declarations are read only when a file imports them. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withoutRareModules } from '../../kernel-helpers/src/kernel/front/compiler/rare-modules.js';
import { ts } from '../../kernel-helpers/src/kernel/front/compiler/ts.js';
import { projectRoot, Session } from './cells.js';

const folder = path.dirname(createRequire(import.meta.url).resolve('@types/node/package.json'));
/** A rare module, with an expression that only its declarations can tell to be no number. */
const modules: readonly (readonly [name: string, text: string])[] = [
  ['cluster', 'default.isPrimary'],
  ['http2', 'getDefaultSettings'],
  ['https', 'get'],
  ['inspector', 'url'],
  ['repl', 'start'],
  ['sqlite', 'DatabaseSync'],
  ['test', 'describe'],
  ['zlib', 'gzipSync'],
];

describe('rare modules of Node', function () {
  this.timeout(60_000);
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'cells-'));
  after(() => rmSync(elsewhere, { recursive: true }));

  it('are not read before a cell imports one, and stay out when another is', async () => {
    const session = new Session();
    const read = (name: string) => session.compiler.types.program.getSourceFile(path.join(folder, `${name}.d.ts`)) !== undefined;
    await session.last('process.version; Buffer.from([1]); setTimeout(() => 1, 1).unref()');
    assert.deepEqual(
      [...modules.map(([name]) => name), 'fs'].filter((name) => name !== 'inspector' && read(name)),
      ['fs'],
    );
    assert.equal(read('inspector.generated'), false);
    await session.last("import { gzipSync } from 'node:zlib'; gzipSync('a').length");
    assert.deepEqual([read('zlib'), read('http2')], [true, false]);
  });

  for (const [name, text] of modules)
    it(`${name} has its types`, async () => {
      for (const cwd of [projectRoot, elsewhere])
        for (const full of name === 'test' || name === 'sqlite' ? [`node:${name}`] : [`node:${name}`, name]) {
          const session = new Session({ cwd });
          assert.deepEqual(await session.codes(`import * as m from '${full}'; const n: number = m.${text};`), ['TS2322'], `${full} ${cwd}`);
          const unknown = await session.codes(`import { nothing } from '${full}';`);
          assert.ok(['TS2305', 'TS2614'].includes(unknown.join()), `${full} ${cwd}: ${unknown}`); // the second where there is a default
        }
    });

  it('have a default import, as every module of Node, in a local module too', async () => {
    for (const cwd of [projectRoot, elsewhere]) {
      const session = new Session({ cwd });
      assert.equal(await session.last("import https from 'node:https'; typeof https.get"), 'function');
      assert.equal(await session.last("const zlib = await import('node:zlib'); zlib.gzipSync('a').length > 0"), true);
      assert.equal(await session.last("import inspector from 'node:inspector/promises'; typeof inspector.Session"), 'function');
    }
  });

  it('are named by no other declaration of Node but the list in `process`', () => {
    const options: ts.CompilerOptions = {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      noEmit: true,
    };
    const host = ts.createCompilerHost(options);
    const { readFile } = host;
    const index = path.join(folder, 'index.d.ts');
    host.readFile = (name) => (name === index ? withoutRareModules(readFile(name) ?? '') : readFile(name));
    const program = ts.createProgram([index], { ...options, types: [] }, host);
    const faulty = program
      .getSourceFiles()
      .filter(({ fileName }) => path.dirname(fileName) === folder)
      .flatMap((file) => program.getSemanticDiagnostics(file))
      .map(({ file }) => path.basename(file?.fileName ?? ''));
    // The types of the inspector's events are in the generated file, which an import of `inspector` reads.
    assert.deepEqual([...new Set(faulty)].sort(), ['inspector.d.ts', 'process.d.ts']);
  });
});
