/** The module specifiers of a file, which the checker wants listed on it. */
import { ts } from './ts.js';

/** Specifiers of `import`, `export … from`, `import x = require(…)`, `import(…)` and import types, where they are literals. */
export function moduleSpecifiers(file: ts.SourceFile): ts.StringLiteralLike[] {
  const found: ts.StringLiteralLike[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier) found.push(specifier);
    ts.forEachChild(node, visit);
  };
  if (/\b(import|export|from)\b/.test(file.text)) visit(file);
  return found;
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  let at: ts.Node | undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) at = node.moduleSpecifier;
  else if (ts.isExternalModuleReference(node)) at = node.expression;
  else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) at = node.arguments[0];
  else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) at = node.argument.literal;
  return at && ts.isStringLiteralLike(at) && at.text ? at : undefined;
}

/** An import of JSON without an attribute. To `require` such a file has its members as names. */
export function isPlainJson(specifier: ts.StringLiteralLike): boolean {
  const { parent } = specifier;
  return specifier.text.endsWith('.json') && !(ts.isImportDeclaration(parent) && parent.attributes);
}

/** `declare global`, `declare module 'x'`: they change what other files mean, so the checker has to be made with them. */
export function augmentations(file: ts.SourceFile): ts.ModuleDeclaration[] {
  return file.statements.filter(
    (s): s is ts.ModuleDeclaration =>
      ts.isModuleDeclaration(s) && (ts.isStringLiteral(s.name) || !!(s.flags & ts.NodeFlags.GlobalAugmentation)),
  );
}

/** The names that a file's import declarations declare, except type-only imports. */
export function importedNames(file: ts.SourceFile): string[] {
  return file.statements.flatMap((statement) => {
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    if (!clause || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
    const { name, namedBindings } = clause;
    const named = !namedBindings ? [] : ts.isNamespaceImport(namedBindings) ? [namedBindings] : namedBindings.elements;
    return [name, ...named.map((binding) => binding.name)].flatMap((identifier) => (identifier ? [identifier.text] : []));
  });
}
