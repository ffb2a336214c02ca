/** A `CompileFailure` from the checker's messages: each once, with its place in the cell and a code frame. */
import { bold, codeFrame, cyan, red } from '../../shared/code-frame.js';
import { ts } from './ts.js';
import type { CellDiagnostic, CompileFailure } from './types.js';

/** More messages than this do not help: they follow from the first ones. */
const most = 10;

/** @param cell the cell's file; a message in another one is in a module that the cell imports */
export function failure(
  source: string,
  cellNumber: number,
  found: readonly ts.Diagnostic[],
  { syntax = false, cell }: { syntax?: boolean; cell?: ts.SourceFile } = {},
): CompileFailure {
  const textOf = new Map(found.map(({ file }) => [file?.fileName, file?.text]));
  const diagnostics = found.map((d) => describe(d, cell));
  const [first] = diagnostics;
  if (!first) throw new Error('a failure needs a message');
  const shown = diagnostics.slice(0, most);
  const formatted = shown.map((d) => formatOne(d.file === undefined ? source : (textOf.get(d.file) ?? ''), cellNumber, d));
  const rest = diagnostics.length - shown.length;
  if (rest > 0) formatted.push(`… and ${rest} more error${rest === 1 ? '' : 's'}`);
  return {
    ok: false,
    cellNumber,
    diagnostics,
    ename: syntax ? 'SyntaxError' : 'TypeScriptError',
    evalue: `${first.code && `${first.code}: `}${first.message.replace(/\n|$/, (end) => ` (${place(cellNumber, first)})${end}`)}`,
    formatted,
  };
}

function formatOne(source: string, cellNumber: number, d: CellDiagnostic): string {
  const [head, ...details] = d.message.split('\n');
  return [`${cyan(place(cellNumber, d))} ${red(bold(`error ${d.code}`.trim()))}: ${head}`, ...details, codeFrame(source, d)].join('\n');
}

const place = (cellNumber: number, d: CellDiagnostic): string => `${d.file ?? `Cell ${cellNumber}`}, line ${d.line}, column ${d.column}`;

/** Messages of the kernel's own have no number. */
const codeOf = ({ code }: ts.Diagnostic): string => (code === 0 ? '' : `TS${code}`);

function describe(d: ts.Diagnostic, cell: ts.SourceFile | undefined): CellDiagnostic {
  const message = ts.flattenDiagnosticMessageText(d.messageText, '\n');
  if (!d.file || d.start === undefined) return { line: 1, column: 1, code: codeOf(d), message };
  const start = d.file.getLineAndCharacterOfPosition(d.start);
  const end = d.file.getLineAndCharacterOfPosition(d.start + (d.length ?? 0));
  return {
    ...(cell && d.file !== cell && { file: d.file.fileName }),
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    code: codeOf(d),
    message,
  };
}
