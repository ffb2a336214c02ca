/** TypeScript's quick fixes for a cell, and the import of a name that the lab or Node has. */
import type { Span, TextEdit, TypingFix } from '../../shared/typing.js';
import type { CellTypes } from '../compiler/cell-types.js';
import { type ImportOf, importFor } from '../compiler/hints.js';
import type { CheckedCell } from '../compiler/index.js';
import { internals, neverCancelled, ts } from '../compiler/ts.js';
import { serviceHost } from '../completion/service-host.js';
import { awaitFix } from './await-fix.js';
import { editOf, formatContext } from './format.js';

/** Names of fixes that are left out: a notebook has no other files, and imports are found faster here. */
const leftOut = new Set(['import', 'fixMissingTypeAnnotationOnExports', 'disableJsDiagnostics', 'installTypesPackage', 'unusedIdentifier']);
/** More of them would be no help. */
const most = 12;

const preferences: ts.UserPreferences = {
  quotePreference: 'single',
  // TypeScript would look through every file for a name to import; nothing is left to look through.
  autoImportFileExcludePatterns: ['/**/*'],
};

/** @returns the fixes of all messages that touch the span, each title once */
export function fixesOf(types: CellTypes, checked: CheckedCell, { from, to }: Span): TypingFix[] {
  const found = new Map<string, TypingFix>();
  const add = (fix: TypingFix | undefined): void => {
    if (fix && !found.has(fix.title)) found.set(fix.title, fix);
  };
  for (const diagnostic of checked.diagnostics) {
    const { code, start, length = 0, file } = diagnostic;
    if (file !== checked.file || start === undefined || start > to || start + length < from) continue;
    add(awaitFix(types, checked, diagnostic));
    add(importFix(checked, importFor(types, code, file.text.slice(start, start + length))));
    for (const fix of halfWritten(() => codeFixes(types, checked, code, { start, length }))) add(fix);
  }
  return [...found.values()].slice(0, most);
}

/** A fix may fail on half-written code: no fix is better than an error. */
function halfWritten(find: () => TypingFix[]): TypingFix[] {
  try {
    return find();
  } catch {
    return [];
  }
}

/** The checker gives only ten proposals in its life, and then the code without one. The fix finds the proposal by itself. */
const withProposal: Readonly<Record<number, number>> = { 2304: 2552, 2339: 2551 };

function codeFixes(types: CellTypes, checked: CheckedCell, errorCode: number, span: ts.TextSpan): TypingFix[] {
  const { fileName } = checked.file;
  const codes = [errorCode, withProposal[errorCode]].filter((code) => code !== undefined);
  return codes
    .flatMap((code) => actionsFor(types, checked, code, span))
    .filter(({ fixName, changes }) => !leftOut.has(fixName) && changes.length === 1 && changes[0]?.fileName === fileName)
    .map(({ description, changes }) => ({ title: description, edits: changes[0]!.textChanges.map(editOf).map(withoutIndent) }));
}

/** To the formatter the scopes of earlier cells are blocks around the cell, and it indents a word that it replaces. */
const withoutIndent = (edit: TextEdit): TextEdit => (edit.insert.includes('\n') ? edit : { ...edit, insert: edit.insert.trimStart() });

function actionsFor(types: CellTypes, { file }: CheckedCell, errorCode: number, span: ts.TextSpan): readonly ts.CodeFixAction[] {
  const find = (): readonly ts.CodeFixAction[] =>
    internals().codefix.getFixes({
      errorCode,
      sourceFile: file,
      span,
      program: types.program,
      host: { ...serviceHost(types), getNewLine: () => '\n' },
      cancellationToken: neverCancelled,
      preferences,
      formatContext: formatContext(),
    });
  const { parent } = file;
  const restore = givePlaces(parent);
  try {
    return find();
  } catch {
    // A fix may climb beyond the scopes of earlier cells, which have no parent. The file is checked, so it can do without them.
    file.parent = undefined as never;
    return find();
  } finally {
    file.parent = parent;
    restore();
  }
}

/** Fixes that format ask for the text of all nodes around: for so long the scopes of earlier cells stand at the beginning. */
function givePlaces(scope: ts.Node | undefined): () => void {
  const moved: { pos: number; end: number }[] = [];
  for (let node = scope as ts.Block | undefined; node; node = node.parent as ts.Block | undefined)
    moved.push(node as never, node.statements as never);
  const before = moved.map(({ pos, end }) => ({ pos, end }));
  for (const node of moved) Object.assign(node, { pos: 0, end: 0 });
  return () =>
    moved.forEach((node, i) => {
      Object.assign(node, before[i]);
    });
}

/** Adds the name to the cell's import of that module, or a line at its beginning. */
function importFix({ file }: CheckedCell, found: ImportOf | undefined): TypingFix | undefined {
  if (!found) return undefined;
  const { name, module, isDefault } = found;
  const clause = isDefault ? name : `{ ${name} }`;
  const title = `Add import ${clause} from '${module}'`;
  for (const statement of isDefault ? [] : file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (statement.moduleSpecifier.text !== module || !bindings || !ts.isNamedImports(bindings)) continue;
    const last = bindings.elements.at(-1);
    const at = last?.end ?? bindings.getStart(file) + 1;
    return { title, edits: [{ from: at, to: at, insert: last ? `, ${name}` : ` ${name} ` }] };
  }
  return { title, edits: [atStart(file, `import ${clause} from '${module}';\n`)] };
}

/** Behind a first line `#!…` or `%%…` and comments such as `// @strict`, which must stay first. */
function atStart(file: ts.SourceFile, insert: string): TextEdit {
  const [first] = file.statements;
  const before = file.text.slice(0, first?.getStart(file) ?? 0);
  const at = /^\s*\/\/ ?@/.test(before) ? before.length : 0;
  return { from: at, to: at, insert };
}
