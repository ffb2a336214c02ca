/**
 * Renaming in all cells of a notebook, by syntax and scopes alone: it works also where cells have not run. A cell that declares a name
 * again begins another variable, and the renaming ends before it.
 */
import type { TextEdit, TypingQuestions } from '../../shared/typing.js';
import type { CellTypes } from '../compiler/index.js';
import { type BoundFile, internals, ts } from '../compiler/ts.js';
import { parseCell, topLevelNames } from './names.js';
import { declaringScope, isNameUse, scopesOf } from './scopes.js';

type Question = TypingQuestions['rename']['question'];
type Result = TypingQuestions['rename']['result'];

/** @throws Error with one line, where the new name cannot be or nothing can be renamed at this place */
export function renameEdits(types: CellTypes, { cells, cell, position, name }: Question): Result {
  const files = cells.map(({ id, code }) => ({ id, file: parseCell(types, code) }));
  const at = files.findIndex(({ id }) => id === cell);
  const file = files[at]?.file;
  if (!file) throw new RangeError(`cell must be the id of one of the cells, got ${cell}`);
  const old = nameAt(file, position);
  checkName(name, old.text);
  const scope = declaringScope(old, old.text);
  const touched = scope ? [{ id: cell, file }] : governed(files, at, old.text);
  const result = touched.flatMap(({ id, file }) => {
    const uses = usesOf(file, old.text).filter((use) => declaringScope(use, old.text) === scope);
    for (const use of uses) checkFree(use, name, scope);
    return uses.length > 0 ? [{ id, edits: uses.map((use) => editFor(use, name)) }] : [];
  });
  const clash = scope ? undefined : touched.find(({ file }) => topLevelNames(file).has(name));
  if (clash) throw new Error(`${name} is declared already in one of these cells`);
  return result;
}

function nameAt(file: ts.SourceFile, position: number): ts.Identifier {
  const node = internals().getTouchingPropertyName(file, position);
  if (!ts.isIdentifier(node)) throw new Error('there is no name at the cursor');
  if (!isNameUse(node)) throw new Error(`${node.text} is a property here: variables, functions, classes and types can be renamed`);
  return node;
}

function checkName(name: string, old: string): void {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, ts.LanguageVariant.Standard, name);
  if (scanner.scan() !== ts.SyntaxKind.Identifier || scanner.getTokenEnd() !== name.length)
    throw new RangeError(`the new name must be an identifier, got ${JSON.stringify(name)}`);
  if (name === old) throw new RangeError(`the new name must be another one than ${old}`);
}

/** The cells in which the top-level name means what it means in cell `at`: from its declaration to the cell before the next one. */
function governed<T extends { readonly file: BoundFile }>(files: readonly T[], at: number, name: string): T[] {
  const declares = files.map(({ file }) => topLevelNames(file).has(name));
  const start = declares.lastIndexOf(true, at);
  if (start < 0) throw new Error(`no cell of this notebook declares ${name}`);
  const next = declares.indexOf(true, start + 1);
  return files.slice(start, next < 0 ? files.length : next);
}

function usesOf(file: ts.SourceFile, name: string): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name && isNameUse(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Between the use and its declaration nothing else may have the new name. */
function checkFree(use: ts.Identifier, name: string, scope: ts.Node | undefined): void {
  for (const [node, names] of scopesOf(use)) {
    if (names.has(name)) throw new Error(`${name} is declared already near line ${lineOf(use)} of the cell`);
    if (node === scope) return;
  }
}

const lineOf = (node: ts.Node): number => node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;

/** `{ a }` becomes `{ a: b }`, `import { a }` becomes `import { a as b }`. */
function editFor(use: ts.Identifier, name: string): TextEdit {
  const { parent } = use;
  const file = use.getSourceFile();
  const span = { from: use.getStart(file), to: use.end };
  if (ts.isShorthandPropertyAssignment(parent)) return { ...span, insert: `${use.text}: ${name}` };
  if (
    ts.isBindingElement(parent) &&
    parent.name === use &&
    !parent.propertyName &&
    !parent.dotDotDotToken &&
    ts.isObjectBindingPattern(parent.parent)
  )
    return { ...span, insert: `${use.text}: ${name}` };
  if ((ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) && !parent.propertyName)
    return { ...span, insert: ts.isImportSpecifier(parent) ? `${use.text} as ${name}` : `${name} as ${use.text}` };
  return { ...span, insert: name };
}
