/** Names at the top level of a cell, by its syntax alone: also of a cell that has not run, and cannot be checked yet. */
import { type CellTypes, withoutShebang } from '../compiler/index.js';
import { type BoundFile, ts } from '../compiler/ts.js';

/** A cell by itself, with the names that it declares, and without a checker. */
export const parseCell = (types: CellTypes, code: string): BoundFile => types.parse(withoutShebang(code));

/** The names that a cell declares for the cells after it, `var` in blocks among them. */
export const topLevelNames = ({ locals }: BoundFile): Set<string> =>
  new Set([...(locals?.keys() ?? [])].map(ts.unescapeLeadingUnderscores));

/** The names that one statement declares in the scope it stands in. */
export function collectDeclared(statement: ts.Node, found: ts.Identifier[]): void {
  if (ts.isVariableStatement(statement)) for (const { name } of statement.declarationList.declarations) collectBound(name, found);
  else if (ts.isImportDeclaration(statement)) collectImported(statement, found);
  else if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement)
  ) {
    if (statement.name && ts.isIdentifier(statement.name)) found.push(statement.name);
  }
}

/** The names in a pattern: `{ a, b: [c] }`. */
export function collectBound(name: ts.BindingName, found: ts.Identifier[]): void {
  if (ts.isIdentifier(name)) found.push(name);
  else for (const element of name.elements) if (ts.isBindingElement(element)) collectBound(element.name, found);
}

function collectImported({ importClause }: ts.ImportDeclaration, found: ts.Identifier[]): void {
  if (!importClause) return;
  const { name, namedBindings } = importClause;
  if (name) found.push(name);
  if (!namedBindings) return;
  if (ts.isNamespaceImport(namedBindings)) found.push(namedBindings.name);
  else for (const element of namedBindings.elements) found.push(element.name);
}
