/** "Add await": TypeScript offers it in async functions only, and a cell may await at its top level. */
import type { TypingFix } from '../../shared/typing.js';
import type { CellTypes } from '../compiler/cell-types.js';
import { forgottenAwait, isPropertyOfPromise } from '../compiler/hints.js';
import type { CheckedCell } from '../compiler/index.js';
import { type InternalChecker, internals, ts } from '../compiler/ts.js';

export function awaitFix({ checker }: CellTypes, { file }: CheckedCell, diagnostic: ts.Diagnostic): TypingFix | undefined {
  const expression = isPropertyOfPromise(diagnostic)
    ? objectAt(file, diagnostic.start)
    : (missing(file, diagnostic) ?? initializer(checker, file, diagnostic));
  if (!expression || !mayAwait(expression)) return undefined;
  const [from, to] = [expression.getStart(file), expression.end];
  const { parent } = expression;
  // `await` binds less than a member, a call and a power.
  const inner = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent);
  const brackets = inner && parent.expression === expression;
  const after = brackets ? [{ from: to, to, insert: ')' }] : [];
  return { title: "Add 'await'", edits: [{ from, to: from, insert: brackets ? '(await ' : 'await ' }, ...after] };
}

/** Of `promise.member`, where the message is about the member: the promise. */
function objectAt(file: ts.SourceFile, start = 0): ts.Expression | undefined {
  const { parent } = internals().getTouchingPropertyName(file, start);
  return ts.isPropertyAccessExpression(parent) ? parent.expression : undefined;
}

/** The expression of which TypeScript says that `await` is missing before it. */
function missing(file: ts.SourceFile, diagnostic: ts.Diagnostic): ts.Expression | undefined {
  const told = forgottenAwait(diagnostic);
  if (told?.file !== file || told.start === undefined) return undefined;
  const [start, end] = [told.start, told.start + (told.length ?? 0)];
  let node = internals().getTokenAtPosition(file, start);
  while (node.parent && node.parent.getStart(file) >= start && node.parent.end <= end) node = node.parent;
  return node.getStart(file) === start && node.end === end ? (node as ts.Expression) : undefined;
}

/** "Type 'Promise<number>' is not assignable to type 'number'" at the name of a variable: its value, if awaited it would fit. */
function initializer(checker: InternalChecker, file: ts.SourceFile, { code, start = 0 }: ts.Diagnostic): ts.Expression | undefined {
  if (code !== 2322) return undefined;
  const name = internals().getTokenAtPosition(file, start);
  const { parent } = name;
  if (!ts.isVariableDeclaration(parent) || parent.name !== name || !parent.initializer) return undefined;
  const [wanted, given] = [checker.getTypeAtLocation(name), checker.getTypeAtLocation(parent.initializer)];
  const awaited = checker.getAwaitedType(given);
  return awaited && awaited !== given && checker.isTypeAssignableTo(awaited, wanted) ? parent.initializer : undefined;
}

/** At the top level, and in async functions. */
function mayAwait(node: ts.Node): boolean {
  for (let at = node.parent; at && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionLike(at)) return ts.canHaveModifiers(at) && !!at.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
  }
  return true;
}
