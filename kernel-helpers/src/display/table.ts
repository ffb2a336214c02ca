/** Tables. */

import { escapeHtml } from '../core/escape-html.js';
import { formulaHtml } from '../core/formula-text.js';
import type { MimeBundle } from '../kernel/shared/api.js';
import { handle } from './handle.js';
import { runningKernel } from './kernel.js';
import { type Shown, showBundle } from './output.js';

/** A row of a table: values by column name. */
export type TableRow = Readonly<Record<string, unknown>>;

/** Options of `showTable`. */
export interface TableOptions {
  /** Text above the table. Default: none. */
  caption?: string;
  /** Which columns, in which order; default: all keys in the order they first appear. */
  columns?: readonly string[];
  /** At most this many rows are shown, with a note on how many there are; a whole number, default 50. */
  limit?: number;
  /** Significant digits of numbers that are not whole, default 4. */
  digits?: number;
  /** Returns true for a cell that is to be marked (bold, on a tint). Default: none is. */
  mark?: (row: TableRow, column: string) => boolean;
}

/** A value as a cell shows it. */
function cellText(value: unknown, digits = 4): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return String(value).replace('Infinity', '∞').replace('-', '−');
    // Years and steps as they are; the digits of larger numbers in groups of three.
    if (Number.isInteger(value)) return (Math.abs(value) < 1e4 ? String(value) : value.toLocaleString('en-US')).replace('-', '−');
    const rounded =
      Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7 ? Number(value.toPrecision(digits)).toString() : value.toExponential(digits - 1);
    return rounded.replaceAll('-', '−');
  }
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) {
    const list = Array.from(value as ArrayLike<unknown>);
    return `[${list
      .slice(0, 8)
      .map((v) => cellText(v, digits))
      .join(', ')}${list.length > 8 ? ', …' : ''}]`;
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A number, no value, or a text that is a number with its unit or its interval: `14,846,474`, `12 %`, `0.98 ± 0.01`. */
const isNumeric = (value: unknown): boolean =>
  value === null || value === undefined || typeof value === 'number' || (typeof value === 'string' && numberText.test(value));

const numberText = /^[−+-]?[\d.,]*\d(e[−+-]?\d+)?( ?± ?[\d.,]+)?( ?(%|°C|s|ms|MiB|points?))?$/;

/**
 * The texts of all cells. In a column whose numbers are of similar size all have the same number of decimals, so that they can be compared
 * at a glance; numbers that differ by more than a factor of a thousand keep their significant digits.
 */
function columnTexts(rows: readonly TableRow[], columns: readonly string[], digits = 4): (row: TableRow, column: string) => string {
  const decimals = new Map(columns.map((column) => [column, commonDecimals(rows, column, digits)] as const));
  return (row, column) => {
    const [value, common] = [row[column], decimals.get(column)];
    if (typeof value !== 'number' || common === undefined || !Number.isFinite(value)) return cellText(value, digits);
    return value.toFixed(common).replace('-', '−');
  };
}

function commonDecimals(rows: readonly TableRow[], column: string, digits: number): number | undefined {
  const sizes = rows.flatMap((row) => {
    const value = row[column];
    return typeof value === 'number' && Number.isFinite(value) && value !== 0 ? [Math.abs(value)] : [];
  });
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (sizes.length < 2 || sizes.every(Number.isInteger) || most > 1000 * least || most >= 1e7 || least < 1e-4) return undefined;
  const shown = sizes.map((size) => /\.(\d+)$/.exec(String(Number(size.toPrecision(digits))))?.[1]?.length ?? 0);
  // No more decimals than the largest number has significant digits for, and one more.
  return Math.min(Math.max(...shown), Math.max(0, digits - Math.floor(Math.log10(most))));
}

/**
 * Shows rows as a table. All text is escaped: what a row holds can never become markup.
 * @param rows objects; a missing value is an empty cell
 * @returns a handle: `handle.update(rows)` shows others in its place
 * @example showTable([{ optimizer: 'Adam', loss: 0.123456, steps: 40 }], { caption: 'After 40 steps' })
 */
export function showTable(rows: readonly object[], options: TableOptions = {}): Shown<readonly object[]> {
  // A type declared as an interface has no index signature. So rows are typed as objects, and read by key from here on.
  const shown = showBundle(tableBundle(rows as readonly TableRow[], options));
  return handle<Shown<readonly object[]>>({
    update: (next) => runningKernel() && shown.update(tableBundle(next as readonly TableRow[], options)),
  });
}

/** A table as HTML and as text. */
export function tableBundle(rows: readonly TableRow[], options: TableOptions = {}): MimeBundle {
  const { caption, limit = 50, digits, mark } = options;
  const columns = options.columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const visible = rows.slice(0, limit);
  const more = rows.length > limit ? `${rows.length - limit} more rows of ${rows.length}` : undefined;
  const numeric = (column: string) => visible.every((row) => isNumeric(row[column]));
  const textOf = columnTexts(visible, columns, digits);
  const align = Object.fromEntries(columns.map((column) => [column, numeric(column) ? 'right' : 'left']));
  const head = columns.map((c) => `<th scope="col" style="text-align:${align[c]}">${formulaHtml(c)}</th>`).join('');
  const body = visible.map((row) => {
    const cells = columns.map((c) => {
      const marked = mark?.(row, c) ? ';font-weight:700;background:rgba(213,129,15,.22)' : '';
      return `<td style="text-align:${align[c]}${marked}">${formulaHtml(textOf(row, c))}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const html = [
    '<table style="font-variant-numeric:tabular-nums">',
    // A narrow table does not break the line above it; a long one is broken at the table's width.
    caption
      ? `<caption style="text-align:left;font-weight:600${caption.length > 90 ? '' : ';white-space:nowrap'}">${escapeHtml(caption)}</caption>`
      : '',
    `<thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody>`,
    more ? `<tfoot><tr><td colspan="${columns.length}">… ${more}</td></tr></tfoot>` : '',
    '</table>',
  ];
  return { 'text/html': html.join(''), 'text/plain': textTable(visible, columns, align, caption, more, textOf) };
}

function textTable(
  rows: readonly TableRow[],
  columns: readonly string[],
  align: Readonly<Record<string, string>>,
  caption: string | undefined,
  more: string | undefined,
  textOf: (row: TableRow, column: string) => string,
): string {
  const first = `[table] ${caption ? `${caption}: ` : ''}${rows.length} row${rows.length === 1 ? '' : 's'} of ${columns.join(', ')}`;
  const lines = [columns as readonly string[], ...rows.map((row) => columns.map((c) => textOf(row, c)))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => [...(line[i] ?? '')].length)));
  const isRight = columns.map((column) => align[column] === 'right');
  const pad = (text: string, i: number) => (isRight[i] ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0));
  return [first, ...lines.map((line) => line.map(pad).join('  ').trimEnd()), ...(more ? [`… ${more}`] : [])].join('\n');
}
