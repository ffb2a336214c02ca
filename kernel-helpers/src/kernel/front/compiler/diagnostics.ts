/** Which of the checker's messages stop a cell. */
import type { CellTypes } from './cell-types.js';
import { type BoundFile, internals, ts } from './ts.js';

/** "Used before being assigned": wrong where another cell, or a call, may have assigned the variable. */
const unassigned = 2454;
/** A package without types is `any` (7016), and so is JSX without React's types (7026); JSON needs no attribute (1543, 1544). */
const allowed = new Set([7016, 7026, 1543, 1544]);
/** "… implicitly has an 'any' type" and similar messages, which plain JavaScript cannot avoid. */
export const implicitAny = new Set([
  7005, 7006, 7008, 7010, 7011, 7012, 7013, 7015, 7017, 7018, 7019, 7022, 7023, 7024, 7031, 7034, 7041, 7051, 7053,
]);

/**
 * What the binder finds that plain JavaScript forbids too: a name declared twice, two default exports, reserved words as names, and what
 * strict mode excludes. TypeScript has such a list (`plainJSErrors`) and does not export it.
 */
const forbidden = new Set([2451, 2528, 1262, 1214, 1359, 18012, 1102, 1210, 1215, 1100, 1344, 1101]);

/** @returns the messages for a file opened by `types`, in the order of the text. `untyped` leaves only what plain JavaScript forbids too. */
export function diagnose(types: CellTypes, file: BoundFile, untyped: boolean): readonly ts.Diagnostic[] {
  if (file.parseDiagnostics.length) return distinct(file.parseDiagnostics);
  if (untyped) return distinct(file.bindDiagnostics.filter((d) => forbidden.has(d.code)));
  const script = !hasTypeSyntax(file);
  const found = [...file.bindDiagnostics, ...types.checker.getDiagnostics(file)].filter(
    (d) =>
      d.category === ts.DiagnosticCategory.Error &&
      !allowed.has(d.code) &&
      !(script && implicitAny.has(d.code)) &&
      !(d.code === unassigned && assignedElsewhere(types, file, d)),
  );
  return distinct(withDirectives(file, found));
}

/** Applies the comments that expect an error on the next line, or ignore it. */
function withDirectives(file: BoundFile, diagnostics: readonly ts.Diagnostic[]): readonly ts.Diagnostic[] {
  if (!file.commentDirectives?.length) return diagnostics;
  const directives = internals().createCommentDirectivesMap(file, file.commentDirectives);
  const lines = file.getLineStarts();
  const silenced = (d: ts.Diagnostic): boolean => {
    for (let line = file.getLineAndCharacterOfPosition(d.start ?? 0).line - 1; line >= 0; line--) {
      if (directives.markUsed(line)) return true;
      const text = file.text.slice(lines[line], lines[line + 1]).trim();
      if (text !== '' && !text.startsWith('//')) return false;
    }
    return false;
  };
  const left = diagnostics.filter((d) => !silenced(d));
  const unused = directives.getUnusedExpectations().map(
    ({ range }): ts.Diagnostic => ({
      file,
      start: range.pos,
      length: range.end - range.pos,
      category: ts.DiagnosticCategory.Error,
      code: 2578,
      messageText: "Unused '@ts-expect-error' directive.",
    }),
  );
  return [...left, ...unused];
}

function assignedElsewhere(types: CellTypes, file: BoundFile, d: ts.Diagnostic): boolean {
  let node: ts.Node = internals().getTokenAtPosition(file, d.start ?? 0);
  const symbol = types.checker.getSymbolAtLocation(node);
  const declared = symbol?.valueDeclaration;
  if (!declared || !ts.isSourceFile(internals().getEnclosingBlockScopeContainer(declared))) return false;
  // `var x;` keeps the value that x had in an earlier cell.
  const isVar = !(ts.getCombinedNodeFlags(declared) & ts.NodeFlags.BlockScoped);
  if (isVar && symbol && types.history.value(symbol.escapedName, types.cells.length - 1)) return true;
  while (!ts.isFunctionLike(node) && !ts.isSourceFile(node)) node = node.parent;
  return !ts.isSourceFile(node) || declared.getSourceFile() !== file;
}

/** Whether a cell uses syntax that JavaScript does not have. */
function hasTypeSyntax(file: ts.SourceFile): boolean {
  const typed = (node: ts.Node): boolean => {
    if (ts.isExpressionWithTypeArguments(node) && !node.typeArguments) return ts.forEachChild(node, typed) ?? false;
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node))
      return true;
    if (ts.isModuleDeclaration(node) || ts.isNonNullExpression(node) || ts.isTypeParameterDeclaration(node)) return true;
    if (ts.isParameter(node) && node.questionToken) return true;
    if ((ts.isImportClause(node) || ts.isImportSpecifier(node)) && ts.isTypeOnlyImportDeclaration(node)) return true;
    if (ts.canHaveModifiers(node) && node.modifiers?.some((m) => typeModifiers().has(m.kind))) return true;
    return ts.forEachChild(node, typed) ?? false;
  };
  return typed(file);
}

const typeModifiers = (): ReadonlySet<ts.SyntaxKind> => {
  const K = ts.SyntaxKind;
  return new Set([
    K.AbstractKeyword,
    K.DeclareKeyword,
    K.PublicKeyword,
    K.PrivateKeyword,
    K.ProtectedKeyword,
    K.ReadonlyKeyword,
    K.OverrideKeyword,
  ]);
};

function distinct(diagnostics: readonly ts.Diagnostic[]): readonly ts.Diagnostic[] {
  return ts.sortAndDeduplicateDiagnostics(diagnostics);
}
