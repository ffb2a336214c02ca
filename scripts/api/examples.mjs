/** The public names that notebooks, assignments and the examples of `docs/EXAMPLES.md` use, and the types of those examples. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { inRoot } from '../setup/paths.mjs';

const examplesFile = inRoot('docs/EXAMPLES.md');

/** @returns {{ name: string, code: string }[]} the code of each example, and the line at which it begins */
export function examples() {
  const lines = readFileSync(examplesFile, 'utf8').split('\n');
  const starts = [...lines.entries()].filter(([, line]) => line === '```ts').map(([at]) => at + 1);
  return starts.map((start) => ({
    name: `docs/EXAMPLES.md, line ${start + 1}`,
    code: lines.slice(start, lines.indexOf('```', start)).join('\n'),
  }));
}

/** @returns {Set<string>} the names that some notebook, assignment or example imports */
export function usedNames() {
  const notebooks = ['notebooks/lecture', 'notebooks/assignments/source'].flatMap((folder) =>
    readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ipynb') && !file.includes('.ipynb_checkpoints'))
      .map((file) => inRoot(folder, file)),
  );
  const cells = notebooks.flatMap((file) => {
    const { cells } = JSON.parse(readFileSync(file, 'utf8'));
    return cells
      .filter((/** @type {any} */ cell) => cell.cell_type === 'code')
      .map((/** @type {any} */ cell) => [cell.source].flat().join(''));
  });
  return new Set([...cells, ...examples().map(({ code }) => code)].flatMap(importedNames));
}

/** @param {string} code @returns {string[]} the names that it imports from kernel-helpers */
function importedNames(code) {
  const { statements } = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const bindings = statement.importClause?.namedBindings;
    if (statement.moduleSpecifier.text !== 'kernel-helpers' || !bindings || !ts.isNamedImports(bindings)) return [];
    return bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
  });
}

/**
 * Checks the types of the examples against the sources of kernel-helpers.
 * @returns {string[]} what is wrong, a line each
 */
export function exampleErrors() {
  const { config } = ts.readConfigFile(inRoot('tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: ['none.ts'] }, ts.sys, inRoot());
  const sources = new Map(examples().map(({ name, code }, i) => [inRoot(`test/api/example${i}.mts`), { name, code }]));
  const all = { ...options, noEmit: true, paths: { 'kernel-helpers': [inRoot('kernel-helpers/src/index.ts')] } };
  const host = ts.createCompilerHost(all);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => sources.has(path.normalize(file)) || fileExists(file);
  host.readFile = (file) => sources.get(path.normalize(file))?.code ?? readFile(file);
  host.getSourceFile = (file, ...rest) => {
    const example = sources.get(path.normalize(file));
    return example ? ts.createSourceFile(file, example.code, ts.ScriptTarget.Latest) : getSourceFile(file, ...rest);
  };
  const program = ts.createProgram([...sources.keys()], all, host);
  return [...sources].flatMap(([file, { name }]) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(file)).map(({ messageText, start, file: at }) => {
      const line = at && start !== undefined ? at.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${name}, line ${line} of it: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    }),
  );
}
