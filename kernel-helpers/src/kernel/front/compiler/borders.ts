/**
 * What a variable's type is at the border between two cells. Narrowing goes on from cell to cell (see flow.ts), but a function may change
 * a variable at any time between the cells: a variable that some function assigns gets its declared type back at each border.
 *
 * To the checker a border is a hidden cell of assignments, `best = undefined as any`, which widen each name to its declared type.
 */
import { isAssignment } from './flow.js';
import { ts } from './ts.js';

/** A variable, or a property of one: `a`, `a.b`, `a[0]`. These are what the checker narrows. */
interface Chain {
  readonly text: string;
  readonly root: string;
  readonly properties: readonly string[];
}

interface Assigned {
  readonly variables: Set<string>;
  /** By the property's name, whatever the object: two variables may hold the same object. */
  readonly properties: Set<string>;
}

/** Which chains must be widened at a border. One for each session. */
export class Borders {
  /** What the functions of all cells assign. */
  readonly #assigned: Assigned = { variables: new Set(), properties: new Set() };
  /** Chains that a cell used at its top level since they were last widened: only these can be narrowed. */
  readonly #mentioned = new Map<string, Chain>();

  /** The chains to widen before a cell: its functions may assign chains that no earlier function assigned. */
  before(file: ts.SourceFile): string[] {
    return this.#mentioned.size > 0 && mayAssign(file) ? this.#changedBy(assignedInFunctions(file)) : [];
  }

  /**
   * The cell becomes part of the session.
   * @param failed the statement that threw: it may have run in part
   * @returns the chains to widen after it
   */
  after(file: ts.SourceFile, failed?: ts.Statement): string[] {
    if (mayAssign(file)) {
      const { variables, properties } = assignedInFunctions(file);
      for (const name of variables) this.#assigned.variables.add(name);
      for (const name of properties) this.#assigned.properties.add(name);
    }
    mention(file, this.#mentioned);
    const changed = this.#changedBy(this.#assigned);
    const perhaps = failed ? this.#changedBy(assignedIn(failed)) : [];
    for (const text of changed) this.#mentioned.delete(text);
    return [...new Set([...changed, ...perhaps])];
  }

  #changedBy({ variables, properties }: Assigned): string[] {
    const changes = (chain: Chain): boolean => variables.has(chain.root) || chain.properties.some((name) => properties.has(name));
    return [...this.#mentioned.values()].filter(changes).map(({ text }) => text);
  }
}

/** The text of the hidden cell. */
export const widening = (chains: readonly string[]): string => chains.map((chain) => `${chain} = undefined as any;`).join('\n');

/** A quick look: most cells have no function at all. */
const mayAssign = (file: ts.SourceFile): boolean => /=>|\bfunction\b|\bclass\b|\)\s*[:{]/.test(file.text);

const isFunction = (node: ts.Node): boolean => ts.isFunctionLike(node) || ts.isClassLike(node);

/** What the functions and classes of a cell assign, except their own variables. */
function assignedInFunctions(file: ts.SourceFile): Assigned {
  const found: Assigned = { variables: new Set(), properties: new Set() };
  const visit = (node: ts.Node): void => (isFunction(node) ? collect(node, found) : ts.forEachChild(node, visit));
  visit(file);
  return found;
}

/** What a statement assigns, inside functions and outside. */
function assignedIn(statement: ts.Statement): Assigned {
  const found: Assigned = { variables: new Set(), properties: new Set() };
  collect(statement, found);
  return found;
}

function collect(from: ts.Node, { variables, properties }: Assigned): void {
  const assign = (target: ts.Node): void => {
    if (ts.isIdentifier(target)) {
      if (!isLocal(target)) variables.add(target.text);
    } else {
      const name = propertyOf(target);
      if (name !== undefined) properties.add(name);
      else for (const inner of patternTargets(target)) assign(inner);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    for (const target of assignedBy(node)) assign(target);
    ts.forEachChild(node, visit);
  };
  visit(from);
}

/** Whether a name is declared below the top level of its file. */
function isLocal(name: ts.Identifier): boolean {
  for (let node: ts.Node = name.parent; !ts.isSourceFile(node); node = node.parent) {
    if ((node as { locals?: ReadonlyMap<string, unknown> }).locals?.has(name.text)) return true;
  }
  return false;
}

/** Adds the chains of a cell's top level. */
function mention(file: ts.SourceFile, found: Map<string, Chain>): void {
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || isFunction(node)) return;
    const chain = chainOf(node);
    if (chain) found.set(chain.text, chain);
    ts.forEachChild(node, visit);
  };
  visit(file);
}

function chainOf(node: ts.Node): Chain | undefined {
  if (ts.isIdentifier(node)) return { text: node.text, root: node.text, properties: [] };
  const name = propertyOf(node);
  const before = name !== undefined && chainOf((node as ts.AccessExpression).expression);
  return before
    ? { text: `${before.text}[${JSON.stringify(name)}]`, root: before.root, properties: [...before.properties, name] }
    : undefined;
}

/** The name of the property that an expression reads or writes, where it is written out. */
function propertyOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return ts.isIdentifier(node.name) ? node.name.text : undefined;
  if (!ts.isElementAccessExpression(node)) return undefined;
  const { argumentExpression: name } = node;
  return ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : undefined;
}

/** What a node, by itself, assigns: `x = …`, `x++`, `for (x of …)`. */
function assignedBy(node: ts.Node): readonly ts.Node[] {
  if (ts.isBinaryExpression(node)) return isAssignment(node.operatorToken.kind) ? [node.left] : [];
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const { operator } = node;
    return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken ? [node.operand] : [];
  }
  if (ts.isDeleteExpression(node)) return [node.expression];
  return (ts.isForOfStatement(node) || ts.isForInStatement(node)) && !ts.isVariableDeclarationList(node.initializer)
    ? [node.initializer]
    : [];
}

/** What a pattern, or an expression in brackets, assigns: `[a, b.c]`, `{ d, e: f = 1 }`, `(x as any)`. */
function patternTargets(node: ts.Node): readonly ts.Node[] {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node)) return [node.expression];
  if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node)) return [node.expression];
  if (ts.isArrayLiteralExpression(node)) return node.elements;
  if (ts.isObjectLiteralExpression(node)) return node.properties;
  if (ts.isShorthandPropertyAssignment(node)) return [node.name];
  if (ts.isPropertyAssignment(node)) return [node.initializer];
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken ? [node.left] : [];
}
