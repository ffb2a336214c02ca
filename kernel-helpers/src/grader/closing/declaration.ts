/** Where a public name is declared: follows exports and imports from file to file. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from '../../kernel/shared/typescript.cjs';

export interface Place {
  readonly file: string;
  /** Its name in that file. */
  readonly local: string;
}

export const parseFile = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);

/** A module of the same build; `undefined` for one of a package. */
function moduleOf(file: string, specifier: ts.Expression | undefined): string | undefined {
  if (!specifier || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return undefined;
  const found = path.resolve(path.dirname(file), specifier.text);
  return existsSync(found) ? found : undefined;
}

/** Names that a statement declares. */
export function declares(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  return (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name ? [statement.name.text] : [];
}

/** @returns `undefined` where the file does not export the name, or exports it from a package */
export function declarationOf(file: string, name: string): Place | undefined {
  const { statements } = parseFile(file);
  for (const statement of statements) {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause)) continue;
    const element = statement.exportClause.elements.find((one) => one.name.text === name);
    if (!element) continue;
    const local = (element.propertyName ?? element.name).text;
    if (!statement.moduleSpecifier) return imported(file, statements, local) ?? { file, local };
    const from = moduleOf(file, statement.moduleSpecifier);
    return from === undefined ? undefined : declarationOf(from, local);
  }
  if (statements.some((statement) => declares(statement).includes(name))) return { file, local: name };
  for (const statement of statements) {
    const from = ts.isExportDeclaration(statement) && !statement.exportClause ? moduleOf(file, statement.moduleSpecifier) : undefined;
    const found = from === undefined ? undefined : declarationOf(from, name);
    if (found) return found;
  }
  return undefined;
}

function imported(file: string, statements: readonly ts.Statement[], local: string): Place | undefined {
  for (const statement of statements) {
    const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    const element = bindings.elements.find((one) => one.name.text === local);
    const from = element && moduleOf(file, (statement as ts.ImportDeclaration).moduleSpecifier);
    if (element && from !== undefined) return declarationOf(from, (element.propertyName ?? element.name).text);
  }
  return undefined;
}
