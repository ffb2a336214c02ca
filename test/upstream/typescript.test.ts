/** What the kernel uses of TypeScript beyond its declarations, and what plain TypeScript does not do. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { tsc } from '../../scripts/setup/tsc.mjs';

const wrapper = readFileSync(path.join(projectRoot, 'kernel-helpers/src/kernel/front/compiler/ts.ts'), 'utf8');
const declarations = readFileSync(
  createRequire(import.meta.url)
    .resolve('typescript')
    .replace(/\.js$/, '.d.ts'),
  'utf8',
);
const options: ts.CompilerOptions = { strict: true, target: ts.ScriptTarget.ES2023, types: [], noLib: false };

/** The members of an interface in the kernel's own typing of TypeScript. */
function membersOf(name: string): string[] {
  const file = ts.createSourceFile('ts.ts', wrapper, ts.ScriptTarget.ESNext);
  const found = file.statements.find((statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === name);
  assert.ok(found && ts.isInterfaceDeclaration(found), `interface ${name} is not in compiler/ts.ts`);
  return found.members.map((member) => member.name?.getText(file) ?? '');
}

/** The options with which the build writes JavaScript. */
function optionsOfBuild(): ts.CompilerOptions {
  const file = path.join(projectRoot, 'kernel-helpers/tsconfig.json');
  return ts.parseJsonConfigFileContent(ts.readConfigFile(file, ts.sys.readFile).config, ts.sys, path.dirname(file)).options;
}

describe('the native TypeScript, which builds the project', function () {
  this.timeout(60_000);
  const source = path.join(projectRoot, 'kernel-helpers/src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.d)\.[cm]?ts$/.test(name));

  it('writes the JavaScript that TypeScript with the interface for programs writes', () => {
    const options = optionsOfBuild();
    assert.ok(files.length > 250);
    for (const name of files) {
      const fileName = path.join(source, name);
      // One file alone: its package, which says that it is a module, is not known.
      const module = name.endsWith('.cts') ? ts.ModuleKind.NodeNext : ts.ModuleKind.ESNext;
      const compilerOptions: ts.CompilerOptions = { ...options, module };
      delete compilerOptions.moduleResolution;
      const { outputText } = ts.transpileModule(readFileSync(fileName, 'utf8'), { fileName, compilerOptions });
      const built = path.join(projectRoot, 'kernel-helpers/dist', name.replace(/ts$/, 'js'));
      assert.equal(readFileSync(built, 'utf8'), outputText, name);
    }
  });

  it('is used where it has a program for the system', () => {
    assert.match(tsc()[0], /typescript-native/);
    assert.deepEqual(tsc('haiku', 'x64'), [path.join(projectRoot, 'node_modules/typescript/bin/tsc')]);
  });
});

describe('plain TypeScript', () => {
  it('typescript-system: a system can be set, and no declaration says so', () => {
    assert.equal(typeof (ts as unknown as { setSys: unknown }).setSys, 'function');
    assert.ok(!/\bsetSys\b/.test(declarations));
  });

  it('typescript-internals: every name that the kernel uses is there, and none is declared', () => {
    const names = membersOf('Internals');
    assert.ok(names.length > 5);
    for (const name of names) {
      assert.ok(name in ts, `typescript has no ${name} any more`);
      assert.doesNotMatch(declarations, new RegExp(`^    (function|const|let|namespace) ${name}\\b`, 'm'), `${name} is public now`);
    }
  });

  it('typescript-internals: docs/UPGRADING.md lists them all', () => {
    const page = readFileSync(path.join(projectRoot, 'docs/UPGRADING.md'), 'utf8');
    const fields = ['BoundFile', 'InternalChecker', 'ResolvedModuleCarrier'].flatMap(membersOf);
    for (const name of [...membersOf('Internals'), ...fields]) assert.ok(page.includes(`\`${name}\``), `${name} is not listed`);
  });

  it('typescript-nested-files: a file outside the program has no resolved imports, and its program has a hook for them', () => {
    const program = ts.createProgram(['/none.ts'], options) as ts.Program & { getResolvedModule?: unknown };
    assert.equal(typeof program.getResolvedModule, 'function');
    assert.doesNotMatch(declarations, /\bgetResolvedModule\(/);
  });

  it('typescript-json: in an ES module an import of JSON needs an attribute, and the program has a hook for that', () => {
    const texts: Record<string, string> = { '/a.mts': "import { n } from './b.json'; export const m = n;", '/b.json': '{ "n": 1 }' };
    const nodeNext = {
      ...options,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      resolveJsonModule: true,
    };
    const host = ts.createCompilerHost(nodeNext);
    const read = host.getSourceFile;
    host.getSourceFile = (name, how) => (texts[name] ? ts.createSourceFile(name, texts[name], how) : read.call(host, name, how));
    host.fileExists = (name) => name in texts || ts.sys.fileExists(name);
    const program = ts.createProgram(['/a.mts'], nodeNext, host) as ts.Program & { getEmitSyntaxForUsageLocation?: unknown };
    const codes = program.getSemanticDiagnostics(program.getSourceFile('/a.mts')).map(({ code }) => code);
    assert.deepEqual(codes.sort(), [1543, 1544]);
    assert.equal(typeof program.getEmitSyntaxForUsageLocation, 'function');
  });

  it('typescript-rare-modules: all of Node is read at once; a declared module is found though its file is no module', () => {
    const index = createRequire(import.meta.url)
      .resolve('@types/node/package.json')
      .replace('package.json', 'index.d.ts');
    assert.match(readFileSync(index, 'utf8'), /^\/\/\/ <reference path="http2\.d\.ts" \/>$/m);
    const texts: Record<string, string> = {
      '/a.ts': "import { n } from 'declared'; const s: string = n;",
      '/d.d.ts': "declare module 'declared' { const n: number; }",
    };
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile;
    host.getSourceFile = (name, how) => (texts[name] ? ts.createSourceFile(name, texts[name], how) : read.call(host, name, how));
    host.fileExists = (name) => name in texts || ts.sys.fileExists(name);
    host.resolveModuleNameLiterals = (names) =>
      names.map(() => ({ resolvedModule: { resolvedFileName: '/d.d.ts', extension: ts.Extension.Dts } }));
    const program = ts.createProgram(['/a.ts'], options, host);
    assert.deepEqual(
      program.getSemanticDiagnostics(program.getSourceFile('/a.ts')).map(({ code }) => code),
      [2322],
    );
  });

  it('typescript-flow: what one file assigns does not narrow a type in the next', () => {
    const texts: Record<string, string> = { '/a.ts': "let x: string | undefined = 'a';", '/b.ts': 'const n: number = x.length;' };
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile;
    host.getSourceFile = (name, how) => (texts[name] ? ts.createSourceFile(name, texts[name], how) : read.call(host, name, how));
    host.fileExists = (name) => name in texts || ts.sys.fileExists(name);
    const program = ts.createProgram(['/a.ts', '/b.ts'], options, host);
    const codes = program.getSemanticDiagnostics(program.getSourceFile('/b.ts')).map(({ code }) => code);
    assert.deepEqual(codes, [18048]);
  });
});
