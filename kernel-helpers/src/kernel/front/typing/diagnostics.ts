/** The messages for a cell that is being written. */
import type { TypingDiagnostic } from '../../shared/typing.js';
import type { CellCompiler, CheckedCell } from '../compiler/index.js';
import { ts } from '../compiler/ts.js';
import { parseCell, topLevelNames } from './names.js';
import { warningsOf } from './warnings.js';

/** "Cannot find name", also with a proposal, and in `{ name }`. */
const unknownName = new Set([2304, 2552, 2503, 2693, 2749, 18004]);

/** @param above the cells above that have not run: a name that they declare is no mistake */
export function diagnosticsOf(compiler: CellCompiler, checked: CheckedCell, above: readonly string[]): TypingDiagnostic[] {
  const asks = checked.diagnostics.some(({ code }) => unknownName.has(code));
  const waiting = new Set(asks ? above.flatMap((code) => [...topLevelNames(parseCell(compiler.types, code))]) : []);
  const isWaiting = ({ code, file, start = 0, length = 0 }: ts.Diagnostic): boolean =>
    unknownName.has(code) && !!file && waiting.has(file.text.slice(start, start + length));
  const errors = checked.diagnostics.filter((d) => !isWaiting(d)).map((d) => messageOf(d, checked, 'error'));
  const warnings = errors.length > 0 || checked.syntaxOnly ? [] : warningsOf(compiler.types, checked.file);
  return [...errors, ...warnings.map((d) => messageOf(d, checked, 'warning'))];
}

/** A message about another file, a module that the cell imports, stands at the cell's first line. */
function messageOf(d: ts.Diagnostic, { file }: CheckedCell, severity: 'error' | 'warning'): TypingDiagnostic {
  const text = ts.flattenDiagnosticMessageText(d.messageText, '\n');
  const code = d.code === 0 ? '' : `TS${d.code}`;
  if (d.file !== file || d.start === undefined) {
    const to = file.text.indexOf('\n');
    return { from: 0, to: to < 0 ? file.text.length : to, severity, code, message: d.file ? `${d.file.fileName}: ${text}` : text };
  }
  const end = d.start + (d.length ?? 0);
  // A message at the end of the text, "'}' expected", has no width and would not be seen.
  const from = end > d.start ? d.start : Math.max(0, Math.min(d.start, file.text.length) - 1);
  return { from, to: Math.min(Math.max(end, from + 1), file.text.length), severity, code, message: text };
}
