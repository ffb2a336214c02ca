/**
 * Narrowing across cells: `let x: string | undefined = 'a'` in one cell is a string in the next, as it would be in one program.
 * The start of a cell's control flow graph becomes a label whose antecedent is the end of an earlier cell's.
 */
import { type BoundFile, type FlowNode, internals, ts } from './ts.js';

/** The checker stops for the whole session beyond a depth of 2,000. A chain is dropped long before that. */
const deepest = 400;

/** The end of a chain of linked cells and how deep it is. */
export interface FlowEnd {
  readonly node: FlowNode;
  readonly depth: number;
}

/** Where the graphs of linked cells begin: a linked start looks like any other node. */
const starts = new WeakMap<BoundFile, FlowNode>();

// Patch: typescript-flow
export function linkFlow(file: BoundFile, before: FlowEnd | undefined): void {
  if (!before) return;
  const start = startOf(file);
  if (!start) return;
  const { BranchLabel, Shared } = internals().FlowFlags;
  starts.set(file, start);
  start.flags = BranchLabel | Shared;
  start.antecedent = [before.node];
}

/** The chain as the next cell sees it. Only cells that can narrow something are linked, which keeps the walk short over hundreds of cells. */
export function flowAfter(file: BoundFile, before: FlowEnd | undefined, checker: ts.TypeChecker): FlowEnd | undefined {
  const { Unreachable, Start } = internals().FlowFlags;
  const node = file.endFlowNode;
  const labels = narrows(file, checker);
  if (!labels || !node || node.flags & Unreachable || neverReturns(file, checker)) return before;
  const depth = (before?.depth ?? 0) + labels + 1;
  if (depth <= deepest) return { node, depth };
  const start = starts.get(file);
  if (start) Object.assign(start, { flags: Start, antecedent: undefined });
  return labels <= deepest ? { node, depth: labels } : undefined;
}

/** Walks back from the end of the graph, or from the first statement where the end cannot be reached. */
function startOf(file: BoundFile): FlowNode | undefined {
  const { Start } = internals().FlowFlags;
  const first = file.statements.map((s) => (s as ts.Node as { flowNode?: FlowNode }).flowNode).find((f) => f !== undefined);
  for (const from of [first, file.endFlowNode]) {
    let node = from;
    for (let steps = 0; node && steps < 100_000; steps++) {
      if (node.flags & Start) return node;
      node = Array.isArray(node.antecedent) ? node.antecedent[0] : node.antecedent;
    }
  }
  return undefined;
}

/**
 * How many branches a cell adds to the graph, or 0 where none of its flow matters later: it neither declares nor assigns a top-level
 * variable whose type can be narrowed, nor asserts or throws.
 */
function narrows(file: BoundFile, checker: ts.TypeChecker): number {
  let matters = false;
  let labels = 0;
  const visit = (node: ts.Node, inside: boolean): void => {
    if (ts.isTypeNode(node)) return;
    matters ||= !inside && canNarrow(node, checker);
    labels += branches(node);
    const nested = inside || ts.isFunctionLike(node) || ts.isClassLike(node);
    ts.forEachChild(node, (child) => visit(child, nested));
  };
  visit(file, false);
  return matters ? labels + 1 : 0;
}

/** Whether a node at the top level, by itself, may change what type a variable has after the cell. */
function canNarrow(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (ts.isVariableDeclaration(node)) return node.type ? mayNarrow(node.type) : !node.initializer || !isConst(node);
  if (ts.isBinaryExpression(node)) return isAssignment(node.operatorToken.kind);
  if (ts.isThrowStatement(node)) return true;
  return ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) && asserts(node.expression, checker);
}

/** Whether the called function's signature says `asserts …`. */
function asserts(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  const signature = checker.getResolvedSignature(call);
  const kind = signature && checker.getTypePredicateOfSignature(signature)?.kind;
  return kind === ts.TypePredicateKind.AssertsIdentifier || kind === ts.TypePredicateKind.AssertsThis;
}

/** How many labels the binder makes for a node. */
function branches(node: ts.Node): number {
  if (ts.isIfStatement(node) || ts.isIterationStatement(node, false) || ts.isConditionalExpression(node) || ts.isTryStatement(node))
    return 2;
  if (ts.isCaseOrDefaultClause(node) || ts.isOptionalChain(node)) return 2;
  return ts.isBinaryExpression(node) && isLogical(node.operatorToken.kind) ? 2 : 0;
}

const mayNarrow = (type: ts.TypeNode): boolean =>
  ts.isUnionTypeNode(type) ||
  ts.isTypeReferenceNode(type) ||
  type.kind === ts.SyntaxKind.UnknownKeyword ||
  type.kind === ts.SyntaxKind.AnyKeyword ||
  type.kind === ts.SyntaxKind.BooleanKeyword;
const isConst = (node: ts.VariableDeclaration): boolean => !!(ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const);
export const isAssignment = (kind: ts.SyntaxKind): boolean => kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
const isLogical = (kind: ts.SyntaxKind): boolean =>
  kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken;

/** A top-level call that never returns, but the cell ended: the kernel prevented `process.exit`. What follows is reachable. */
function neverReturns(file: BoundFile, checker: ts.TypeChecker): boolean {
  return file.statements.some(
    (s) =>
      ts.isExpressionStatement(s) &&
      ts.isCallExpression(s.expression) &&
      !!((checker.getResolvedSignature(s.expression)?.getReturnType().flags ?? 0) & ts.TypeFlags.Never),
  );
}
