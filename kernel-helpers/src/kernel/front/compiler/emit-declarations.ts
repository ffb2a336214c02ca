/** After TypeScript's own transformers, on plain JavaScript: top-level declarations become assignments to slots, functions first. */
import { hasLocalTwin, type Slot } from './slots.js';
import { ts } from './ts.js';

export function declarationsToAssignments(mine: ReadonlyMap<string, Slot>): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => {
    const f = ts.factory;
    const functions: ts.Statement[] = [];
    const rest: ts.Statement[] = [];
    for (const statement of file.statements) {
      const slot = slotOf(statement, mine);
      if (ts.isFunctionDeclaration(statement) && slot)
        functions.push(...(isTwin(statement) ? [statement] : []), assignFunction(statement, slot));
      else if (ts.isClassDeclaration(statement) && slot && !isTwin(statement)) rest.push(assignClass(statement, slot));
      else if (ts.isVariableStatement(statement) && ownsFirst(mine, statement.declarationList) && !isTwin(statement)) {
        const expression = assignList(statement.declarationList, mine, isVar(statement.declarationList));
        if (expression) rest.push(ts.setTextRange(f.createExpressionStatement(expression), statement));
      } else {
        rest.push(isTwin(statement) ? statement : nestedVars(statement, mine, context));
      }
    }
    return f.updateSourceFile(file, [...functions, ...rest]);
  };
}

const isVar = (list: ts.VariableDeclarationList): boolean => !(list.flags & ts.NodeFlags.BlockScoped);

function slotOf(statement: ts.Statement, mine: ReadonlyMap<string, Slot>): string | undefined {
  const name = (statement as ts.Statement & { name?: ts.Node }).name;
  return name && ts.isIdentifier(name) ? mine.get(name.text)?.name : undefined;
}

const symbolOf = (node: ts.Node): ts.Symbol | undefined => (ts.getOriginalNode(node) as ts.Node & { symbol?: ts.Symbol }).symbol;

function isTwin(statement: ts.Statement): boolean {
  const symbol = symbolOf(statement);
  return !!symbol && hasLocalTwin(symbol);
}

function assignFunction(node: ts.FunctionDeclaration, slot: string): ts.Statement {
  const f = ts.factory;
  const modifiers = node.modifiers?.filter((m): m is ts.Modifier => m.kind === ts.SyntaxKind.AsyncKeyword);
  // With its own name, recursive calls would always call this function. Without one they call a later definition; the assignment names it.
  const name = slot === node.name?.text ? undefined : node.name;
  const made = f.createFunctionExpression(
    modifiers,
    node.asteriskToken,
    name,
    undefined,
    node.parameters,
    undefined,
    node.body ?? f.createBlock([]),
  );
  return f.createExpressionStatement(f.createAssignment(f.createIdentifier(slot), ts.setTextRange(made, node)));
}

function assignClass(node: ts.ClassDeclaration, slot: string): ts.Statement {
  const f = ts.factory;
  const made = ts.setTextRange(f.createClassExpression(node.modifiers, node.name, undefined, node.heritageClauses, node.members), node);
  return ts.setTextRange(f.createExpressionStatement(f.createAssignment(f.createIdentifier(slot), made)), node);
}

function owns(mine: ReadonlyMap<string, Slot>, name: ts.BindingName): boolean {
  if (ts.isIdentifier(name)) return mine.has(name.text);
  return name.elements.some((e) => !ts.isOmittedExpression(e) && owns(mine, e.name));
}

/** Whether the names of a list are in the cell's own slots. The names of one declaration are enough to tell. */
function ownsFirst(mine: ReadonlyMap<string, Slot>, { declarations: [first] }: ts.VariableDeclarationList): boolean {
  return !!first && owns(mine, first.name);
}

/** A binding as the target of an assignment. */
function pattern(name: ts.BindingName, mine: ReadonlyMap<string, Slot>): ts.Expression {
  const f = ts.factory;
  if (ts.isIdentifier(name)) return ts.setTextRange(f.createIdentifier(mine.get(name.text)?.name ?? name.text), name);
  const target = (e: ts.BindingElement): ts.Expression => {
    const inner = pattern(e.name, mine);
    return e.initializer ? f.createAssignment(inner, e.initializer) : inner;
  };
  if (ts.isArrayBindingPattern(name)) {
    return f.createArrayLiteralExpression(
      name.elements.map((e) =>
        ts.isOmittedExpression(e) ? e : e.dotDotDotToken ? f.createSpreadElement(pattern(e.name, mine)) : target(e),
      ),
    );
  }
  return f.createObjectLiteralExpression(
    name.elements.map((e) =>
      e.dotDotDotToken
        ? f.createSpreadAssignment(pattern(e.name, mine))
        : f.createPropertyAssignment(e.propertyName ?? f.createIdentifier((e.name as ts.Identifier).text), target(e)),
    ),
  );
}

/** Declarations as one expression. `var x;` alone keeps what `x` had; `let x;` sets it to undefined. */
function assignList(list: ts.VariableDeclarationList, mine: ReadonlyMap<string, Slot>, keepUnset: boolean): ts.Expression | undefined {
  const f = ts.factory;
  const expressions = list.declarations
    .filter((d) => d.initializer || !keepUnset)
    .map((d): ts.Expression => ts.setTextRange(f.createAssignment(pattern(d.name, mine), d.initializer ?? f.createVoidZero()), d));
  return expressions.length ? expressions.reduce((a, b) => f.createComma(a, b)) : undefined;
}

/** `var` in a block or a loop belongs to the top level too. */
function nestedVars(statement: ts.Statement, mine: ReadonlyMap<string, Slot>, context: ts.TransformationContext): ts.Statement {
  const f = ts.factory;
  const visit = (node: ts.Node): ts.Node => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return node;
    if (ts.isVariableStatement(node) && isOurs(node.declarationList)) {
      const expression = assignList(node.declarationList, mine, true);
      return expression ? ts.setTextRange(f.createExpressionStatement(expression), node) : f.createEmptyStatement();
    }
    if (ts.isForStatement(node) && node.initializer && ts.isVariableDeclarationList(node.initializer) && isOurs(node.initializer)) {
      const rest = ts.visitEachChild(node, visit, context);
      return f.updateForStatement(rest, assignList(node.initializer, mine, true), rest.condition, rest.incrementor, rest.statement);
    }
    const [first] = ts.isVariableDeclarationList(node) && isOurs(node) ? node.declarations : [];
    if (first) return pattern(first.name, mine);
    return ts.visitEachChild(node, visit, context);
  };
  const isOurs = (list: ts.VariableDeclarationList): boolean => isVar(list) && ownsFirst(mine, list);
  return ts.visitNode(statement, visit, ts.isStatement);
}
