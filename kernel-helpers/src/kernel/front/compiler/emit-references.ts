/**
 * Before TypeScript's own transformers: names of cells become their slots, imports become awaited calls, each statement reports that it
 * is reached, and the last expression's value is returned.
 */
import { call, cellName } from './emit-call.js';
import { importAlias, importDeclaration, importEquals } from './emit-imports.js';
import { hasLocalTwin, type Slot, type Slots } from './slots.js';
import { ts } from './ts.js';

type Visit = (node: ts.Node) => ts.VisitResult<ts.Node>;

export function referencesToSlots(
  checker: ts.TypeChecker,
  slots: Slots,
  mine: ReadonlyMap<string, Slot>,
): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => {
    const visit: Visit = (node) => {
      if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return node;
      return importExpression(node, visit) ?? slotReference(node, checker, slots, visit) ?? ts.visitEachChild(node, visit, context);
    };
    return ts.factory.updateSourceFile(file, topLevel(file, mine, visit));
  };
}

/** `import.meta` and `import(…)`, which are the runtime's; undefined for any other node. */
function importExpression(node: ts.Node, visit: Visit): ts.Node | undefined {
  const f = ts.factory;
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword && node.name.text === 'meta') {
    return at(f.createPropertyAccessExpression(f.createIdentifier(cellName), 'meta'), node);
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return at(call('import', ...ts.visitNodes(node.arguments, visit, ts.isExpression)), node);
  }
  return undefined;
}

/** A name of a cell as its slot; undefined for any other node, and for a name that stays as it is. */
function slotReference(node: ts.Node, checker: ts.TypeChecker, slots: Slots, visit: Visit): ts.Node | undefined {
  const f = ts.factory;
  if (ts.isShorthandPropertyAssignment(node)) {
    const slot = slots.of(checker.getShorthandAssignmentValueSymbol(node));
    if (!slot || isSame(slot, node.name)) return undefined;
    const initializer = node.objectAssignmentInitializer;
    const value = initializer ? f.createAssignment(reference(slot), ts.visitNode(initializer, visit, ts.isExpression)) : reference(slot);
    return at(f.createPropertyAssignment(node.name, value), node);
  }
  if (!ts.isIdentifier(node) || !isReference(node)) return undefined;
  const slot = slots.of(checker.getSymbolAtLocation(node));
  if (!slot || isSame(slot, node)) return undefined;
  const parent = node.parent;
  const value = at(reference(slot), node);
  // A function of a module is not a method of the module.
  const called = slot.member !== undefined && ts.isCallExpression(parent) && parent.expression === node;
  return called ? f.createParenthesizedExpression(f.createComma(f.createNumericLiteral(0), value)) : value;
}

const isSame = (slot: Slot, name: ts.Identifier): boolean => slot.name === name.text && slot.member === undefined;

function reference(slot: Slot): ts.Expression {
  const f = ts.factory;
  if (slot.member === undefined) return f.createIdentifier(slot.name);
  return f.createElementAccessExpression(f.createIdentifier(slot.name), f.createStringLiteral(slot.member));
}

/** The statements of the emitted cell: the imports first, then the rest in its order. */
function topLevel(file: ts.SourceFile, mine: ReadonlyMap<string, Slot>, visit: Visit): ts.Statement[] {
  const last = file.statements.findLast((s) => !ts.isEmptyStatement(s) && !isHoisted(s));
  const imports: ts.Statement[] = [];
  const rest: ts.Statement[] = [];
  for (const [index, statement] of file.statements.entries()) {
    if (isModuleStatement(statement)) {
      const expression = moduleImport(statement, mine);
      if (expression) imports.push(at(ts.factory.createExpressionStatement(expression), statement));
    } else if (ts.isImportEqualsDeclaration(statement)) {
      const expression = importAlias(statement, mine, visit);
      if (expression) rest.push(reached(index), at(ts.factory.createExpressionStatement(expression), statement));
    } else if (!ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement)) {
      if (!ts.isFunctionDeclaration(statement)) rest.push(reached(index));
      rest.push(finish(ts.visitNode(statement, visit, ts.isStatement), statement, statement === last));
      const twin = twinAssignment(statement, mine);
      if (twin) rest.push(twin);
    }
  }
  return [...imports, ...rest];
}

type ModuleStatement = ts.ImportDeclaration | ts.ImportEqualsDeclaration | ts.ExportDeclaration;

/** True for a statement that loads a module, or lists exports. */
const isModuleStatement = (statement: ts.Statement): statement is ModuleStatement =>
  ts.isImportDeclaration(statement) ||
  ts.isExportDeclaration(statement) ||
  (ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference));

/** The awaited import of a module, or undefined if nothing of it is needed at run time. */
function moduleImport(statement: ModuleStatement, mine: ReadonlyMap<string, Slot>): ts.Expression | undefined {
  if (ts.isImportDeclaration(statement)) return importDeclaration(statement, mine);
  if (ts.isImportEqualsDeclaration(statement)) return importEquals(statement, mine);
  if (!statement.moduleSpecifier || statement.isTypeOnly) return undefined;
  return ts.factory.createAwaitExpression(call('import', statement.moduleSpecifier));
}

const at = <T extends ts.Node>(made: T, source: ts.Node): T => ts.setTextRange(made, source);

function reached(index: number): ts.Statement {
  const f = ts.factory;
  const place = f.createPropertyAccessExpression(f.createIdentifier(cellName), 'at');
  return f.createExpressionStatement(f.createAssignment(place, f.createNumericLiteral(index)));
}

/** Assigns the local variable of an enum, a namespace or a decorated class to its slot. */
function twinAssignment(statement: ts.Statement, mine: ReadonlyMap<string, Slot>): ts.Statement | undefined {
  const f = ts.factory;
  const { name, symbol } = statement as ts.Statement & { name?: ts.Node; symbol?: ts.Symbol };
  if (!name || !ts.isIdentifier(name) || !symbol || !hasLocalTwin(symbol)) return undefined;
  const slot = mine.get(name.text);
  return slot && f.createExpressionStatement(f.createAssignment(f.createIdentifier(slot.name), f.createIdentifier(name.text)));
}

/** What to do with a top-level statement as a whole. */
function finish(statement: ts.Statement, source: ts.Statement, isLast: boolean): ts.Statement {
  const f = ts.factory;
  let out = statement;
  if (ts.isExportAssignment(out)) out = at(f.createExpressionStatement((out as ts.ExportAssignment).expression), source);
  if (isLast && ts.isExpressionStatement(out)) {
    const value = f.createObjectLiteralExpression([f.createPropertyAssignment('value', out.expression)]);
    return at(f.createReturnStatement(value), source);
  }
  if (ts.isVariableStatement(out)) out = withoutUsing(out);
  return withoutExport(out);
}

/** `using x = e` at the top level: disposed when the cell ends, not where TypeScript's block would. */
function withoutUsing(statement: ts.VariableStatement): ts.VariableStatement {
  const f = ts.factory;
  const list = statement.declarationList;
  const kind = list.flags & ts.NodeFlags.BlockScoped;
  if (kind !== ts.NodeFlags.Using && kind !== ts.NodeFlags.AwaitUsing) return statement;
  const method = kind === ts.NodeFlags.Using ? 'use' : 'useAsync';
  const declarations = list.declarations.map((d) =>
    f.updateVariableDeclaration(d, d.name, undefined, undefined, d.initializer && call(method, d.initializer)),
  );
  return f.updateVariableStatement(
    statement,
    statement.modifiers,
    at(f.createVariableDeclarationList(declarations, ts.NodeFlags.Const), list),
  );
}

function withoutExport(statement: ts.Statement): ts.Statement {
  if (!ts.canHaveModifiers(statement)) return statement;
  const isExport = (m: ts.ModifierLike): boolean => m.kind === ts.SyntaxKind.ExportKeyword || m.kind === ts.SyntaxKind.DefaultKeyword;
  if (!statement.modifiers?.some(isExport)) return statement;
  const left = statement.modifiers.filter((m) => !isExport(m));
  const f = ts.factory;
  if (ts.isVariableStatement(statement)) return f.updateVariableStatement(statement, left, statement.declarationList);
  if (ts.isFunctionDeclaration(statement)) {
    const { asteriskToken, name, typeParameters, parameters, type, body } = statement;
    if (name)
      return f.updateFunctionDeclaration(statement, left as ts.Modifier[], asteriskToken, name, typeParameters, parameters, type, body);
    return f.createEmptyStatement();
  }
  if (ts.isClassDeclaration(statement)) {
    const { name, typeParameters, heritageClauses, members } = statement;
    return name ? f.updateClassDeclaration(statement, left, name, typeParameters, heritageClauses, members) : f.createEmptyStatement();
  }
  if (ts.isEnumDeclaration(statement)) return f.updateEnumDeclaration(statement, left, statement.name, statement.members);
  if (ts.isModuleDeclaration(statement)) return f.updateModuleDeclaration(statement, left, statement.name, statement.body);
  return statement;
}

/** An identifier that reads or writes a variable, not one that names a declaration, a property or a label. */
function isReference(node: ts.Identifier): boolean {
  const parent = node.parent as (ts.Node & { name?: ts.Node; propertyName?: ts.Node; label?: ts.Node }) | undefined;
  return !!parent && parent.name !== node && parent.propertyName !== node && parent.label !== node;
}

/** Statements that do nothing where they stand. */
export function isHoisted(s: ts.Statement): boolean {
  return ts.isFunctionDeclaration(s) || ts.isInterfaceDeclaration(s) || ts.isTypeAliasDeclaration(s) || ts.isImportDeclaration(s);
}
