/** Which scope of a cell declares a name, by syntax. The top level counts as none: it belongs to the whole notebook. */
import { ts } from '../compiler/ts.js';
import { collectBound, collectDeclared } from './names.js';

/** The innermost scope around a name that declares it, or undefined where that is the top level, or another cell. */
export function declaringScope(use: ts.Identifier, name: string): ts.Node | undefined {
  for (const [scope, names] of scopesOf(use)) if (names.has(name)) return scope;
  return undefined;
}

/** The scopes around a name below the top level, innermost first, with what each declares. */
export function* scopesOf(use: ts.Node): Iterable<[ts.Node, ReadonlySet<string>]> {
  for (let node = use.parent; node && !ts.isSourceFile(node); node = node.parent) {
    const names = namesOf(node, use);
    if (names.size > 0) yield [node, names];
  }
}

function namesOf(scope: ts.Node, use: ts.Node): ReadonlySet<string> {
  const found: ts.Identifier[] = [];
  if (ts.isFunctionLike(scope)) collectFunction(scope, found);
  else if (ts.isClassLike(scope) || ts.isInterfaceDeclaration(scope) || ts.isTypeAliasDeclaration(scope)) {
    for (const parameter of scope.typeParameters ?? []) found.push(parameter.name);
    // The name of a class expression is known in it alone.
    if (ts.isClassExpression(scope) && scope.name) found.push(scope.name);
  } else if (ts.isBlock(scope) || ts.isModuleBlock(scope)) for (const statement of scope.statements) collectBlock(statement, found);
  else if (ts.isCaseBlock(scope)) for (const { statements } of scope.clauses) for (const s of statements) collectBlock(s, found);
  else if (ts.isCatchClause(scope) && scope.variableDeclaration) collectBound(scope.variableDeclaration.name, found);
  else if ((ts.isForStatement(scope) || ts.isForOfStatement(scope) || ts.isForInStatement(scope)) && scope.initializer) {
    if (ts.isVariableDeclarationList(scope.initializer) && scope.initializer.flags & ts.NodeFlags.BlockScoped)
      for (const { name } of scope.initializer.declarations) collectBound(name, found);
  } else if (ts.isMappedTypeNode(scope)) found.push(scope.typeParameter.name);
  else if (ts.isConditionalTypeNode(scope) && isIn(use, scope.trueType)) collectInferred(scope.extendsType, found);
  return new Set(found.map(({ text }) => text));
}

/** Of a block: its own declarations; a `var` belongs to the function around. */
function collectBlock(statement: ts.Statement, found: ts.Identifier[]): void {
  if (ts.isVariableStatement(statement) && !(statement.declarationList.flags & ts.NodeFlags.BlockScoped)) return;
  collectDeclared(statement, found);
}

function collectFunction(scope: ts.SignatureDeclaration, found: ts.Identifier[]): void {
  for (const { name } of scope.parameters) collectBound(name, found);
  for (const { name } of scope.typeParameters ?? []) found.push(name);
  if (ts.isFunctionExpression(scope) && scope.name) found.push(scope.name);
  const hoisted = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isVariableDeclarationList(node) && !(node.flags & ts.NodeFlags.BlockScoped))
      for (const { name } of node.declarations) collectBound(name, found);
    ts.forEachChild(node, hoisted);
  };
  const { body } = scope as { body?: ts.Node };
  if (body) ts.forEachChild(body, hoisted);
}

function collectInferred(node: ts.Node, found: ts.Identifier[]): void {
  if (ts.isInferTypeNode(node)) found.push(node.typeParameter.name);
  ts.forEachChild(node, (child) => collectInferred(child, found));
}

const isIn = (node: ts.Node, ancestor: ts.Node): boolean => node.pos >= ancestor.pos && node.end <= ancestor.end;

/** Whether an identifier names a variable, a function, a class or a type, not a property, a label or a key. */
export function isNameUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isMetaProperty(parent)) return parent.name !== node;
  if (ts.isQualifiedName(parent)) return parent.right !== node;
  if (ts.isBindingElement(parent) || ts.isImportSpecifier(parent)) return parent.propertyName !== node;
  if (ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isJsxAttribute(parent)) return false;
  if (ts.isNamedTupleMember(parent)) return parent.name !== node;
  const keyed =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isAccessor(parent) ||
    ts.isEnumMember(parent);
  return !(keyed && parent.name === node);
}
