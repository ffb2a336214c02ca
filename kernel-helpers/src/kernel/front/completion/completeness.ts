/** Whether Enter should run a cell or open another line (consoles ask this). */

import { ts } from '../compiler/ts.js';
import type { Completeness } from './types.js';

/** "Unterminated template literal", "'*\/' expected": the cell may go on, whatever follows them. */
const openEnded = new Set([1160, 1010]);

export function completeness(code: string): Completeness {
  const file = ts.createSourceFile('cell.mts', code, { languageVersion: ts.ScriptTarget.ESNext }) as ts.SourceFile & {
    readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  };
  const end = code.trimEnd().length;
  const [first] = file.parseDiagnostics;
  if (!first) return { status: 'complete' };
  // A comment at the end counts as nothing: the error may stand before it.
  const atEnd = first.start >= Math.min(end, file.endOfFileToken.getFullStart());
  if (atEnd || file.parseDiagnostics.some((d) => openEnded.has(d.code))) return { status: 'incomplete', indent: '  '.repeat(depth(code)) };
  return { status: 'invalid' };
}

/** How many brackets are open at the end. */
function depth(code: string): number {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, ts.LanguageVariant.Standard, code);
  let open = 0;
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (openers().has(token)) open++;
    else if (closers().has(token)) open = Math.max(0, open - 1);
  }
  return open;
}

const openers = (): ReadonlySet<ts.SyntaxKind> =>
  new Set([ts.SyntaxKind.OpenBraceToken, ts.SyntaxKind.OpenParenToken, ts.SyntaxKind.OpenBracketToken]);
const closers = (): ReadonlySet<ts.SyntaxKind> =>
  new Set([ts.SyntaxKind.CloseBraceToken, ts.SyntaxKind.CloseParenToken, ts.SyntaxKind.CloseBracketToken]);
