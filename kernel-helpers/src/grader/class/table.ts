/** Tables for spreadsheets. */
import { csvFormatRows } from 'd3-dsv';
import { shown } from '../notebook/handed-in.js';

/** Characters of a field. */
const longest = 2000;

/** A text as a spreadsheet shows it: one that begins like a formula would be computed, so an apostrophe goes before it. */
function plain(value: unknown): string {
  if (typeof value !== 'string') return String(value ?? '');
  const text = shown(value, longest);
  return /^[=+\-@]/.test(text) ? `'${text}` : text;
}

/** CSV with a header line; fields by name. Texts are kept to one line and are never formulas. */
export const formatTable = (header: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): string =>
  `${csvFormatRows([[...header], ...rows.map((row) => header.map((key) => plain(row[key])))])}\n`;
