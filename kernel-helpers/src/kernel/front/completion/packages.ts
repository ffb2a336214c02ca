/** Names of installed packages in an import: TypeScript offers only those that the nearest `package.json` lists. */
import path from 'node:path';
import type { CellTypes } from '../compiler/cell-types.js';
import { type BoundFile, internals, ts } from '../compiler/ts.js';

export function packageEntries(
  types: CellTypes,
  file: BoundFile,
  position: number,
  info: ts.CompletionInfo | undefined,
): ts.CompletionEntry[] {
  const literal = internals().getTokenAtPosition(file, Math.max(0, position - 1));
  if (!ts.isStringLiteralLike(literal) || !isSpecifier(literal)) return [];
  const start = literal.getStart(file) + 1;
  const typed = file.text.slice(start, position);
  if (typed.startsWith('.') || typed.startsWith('/') || (typed.includes('/') && !typed.startsWith('@'))) return [];
  const known = new Set(info?.entries.map((e) => e.name));
  const replacementSpan = { start, length: literal.getEnd() - 1 - start };
  return packages(types.project)
    .filter((name) => name.startsWith(typed) && !known.has(name))
    .map((name) => ({ name, kind: ts.ScriptElementKind.externalModuleName, sortText: '12', replacementSpan, kindModifiers: '' }));
}

function isSpecifier(literal: ts.Node): boolean {
  const { parent } = literal;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isExternalModuleReference(parent)) return true;
  return (
    ts.isCallExpression(parent) && (parent.expression.kind === ts.SyntaxKind.ImportKeyword || parent.expression.getText() === 'require')
  );
}

function packages(project: string): string[] {
  const folder = path.join(project, 'node_modules');
  const names = ts.sys.directoryExists(folder) ? ts.sys.getDirectories(folder) : [];
  return names.flatMap((name) => {
    if (name.startsWith('.') || name === '@types') return [];
    return name.startsWith('@') ? ts.sys.getDirectories(path.join(folder, name)).map((inner) => `${name}/${inner}`) : [name];
  });
}
