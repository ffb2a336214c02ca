/** A cell in TypeScript's own format, with two blanks as the indent. */
import type { TextEdit } from '../../shared/typing.js';
import type { CellTypes } from '../compiler/index.js';
import { internals, ts } from '../compiler/ts.js';
import { parseCell } from './names.js';

const settings = (): ts.FormatCodeSettings => ({
  ...ts.getDefaultFormatCodeSettings('\n'),
  indentSize: 2,
  tabSize: 2,
  semicolons: ts.SemicolonPreference.Ignore,
});

/** @throws Error where the cell has a syntax error: the formatter would guess what was meant */
export function formatEdits(types: CellTypes, code: string): TextEdit[] {
  const file = parseCell(types, code);
  const [first] = file.parseDiagnostics;
  if (first) {
    const { line } = file.getLineAndCharacterOfPosition(first.start);
    throw new Error(`the cell has a syntax error in line ${line + 1}: ${ts.flattenDiagnosticMessageText(first.messageText, '\n')}`);
  }
  return internals().formatting.formatDocument(file, formatContext()).map(editOf);
}

export const formatContext = (): object => internals().formatting.getFormatContext(settings(), {});

export const editOf = ({ span, newText }: ts.TextChange): TextEdit => ({
  from: span.start,
  to: span.start + span.length,
  insert: newText,
});
