/** What a cell may do and hardly ever means: a promise that nobody awaits, a deprecated function. */
import type { CellTypes } from '../compiler/cell-types.js';
import { type BoundFile, ts } from '../compiler/ts.js';

/** "'x' is deprecated", for a name and for one overload of it. */
const deprecated = new Set([6385, 6387]);

export function warningsOf(types: CellTypes, file: BoundFile): ts.Diagnostic[] {
  const { checker } = types;
  const found: ts.Diagnostic[] = checker.getSuggestionDiagnostics(file).filter(({ code }) => deprecated.has(code));
  const last = file.statements.at(-1);
  const visit = (node: ts.Node): void => {
    // The last value of a cell is shown, and says itself that it is a promise.
    if (ts.isExpressionStatement(node) && node !== last && isPromise(checker, node.expression)) found.push(floating(file, node.expression));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
}

/** A call, or a name, whose value is a promise; `void f()` and `f().catch(…)` say that this is meant. */
function isPromise(checker: ts.TypeChecker, node: ts.Expression): boolean {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
  const callee = node.expression;
  if (ts.isPropertyAccessExpression(callee) && /^(?:then|catch|finally)$/.test(callee.name.text)) return false;
  return checker.getTypeAtLocation(node).symbol?.name === 'Promise';
}

const floating = (file: BoundFile, node: ts.Node): ts.Diagnostic => ({
  file,
  start: node.getStart(file),
  length: node.end - node.getStart(file),
  category: ts.DiagnosticCategory.Warning,
  code: 0,
  messageText:
    'Nobody awaits this promise: what follows does not wait for it, and its error may be lost. Write `await` before it, or `void`.',
});
