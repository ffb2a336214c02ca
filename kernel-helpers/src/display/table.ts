/** Tables. */

import { escapeHtml } from '../core/escape-html.js';
import type { MimeBundle } from '../kernel/shared/api.js';
import { handle } from './handle.js';
import { runningKernel } from './kernel.js';
import { type Shown, showBundle } from './output.js';

/** A row of a table: values by column name. */
export type TableRow = Readonly<Record<string, unknown>>;

/** Options of `showTable`. */
export interface TableOptions {
  /** Text above the table. */
  caption?: string;
  /** Which columns, in which order; default: all keys in the order they first appear. */
  columns?: readonly string[];
  /** At most this many rows are shown, with a note of how many there are; whole number, default 50. */
  limit?: number;
  /** Significant digits of numbers that are not whole, default 4. */
  digits?: number;
  /** For a cell to be marked (bold, on a tint), return true. */
  mark?: (row: TableRow, column: string) => boolean;
}

/** A value as it stands in a cell. */
function cellText(value: unknown, digits = 4): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || Number.isInteger(value)) return String(value).replace('-', '−');
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

/**
 * Shows rows as a table. All text is escaped: what a row holds can never become markup.
 * @param rows objects; a missing value is an empty cell
 * @returns a handle: `handle.update(rows)` shows others in its place
 * @example showTable([{ optimizer: 'Adam', loss: 0.123456, steps: 40 }], { caption: 'After 40 steps' })
 */
export function showTable(rows: readonly object[], options: TableOptions = {}): Shown<readonly object[]> {
  // An interface has no index signature, so rows come as objects and are read by key from here on.
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
  const numeric = (column: string) => visible.every((row) => ['number', 'undefined'].includes(typeof row[column]) || row[column] === null);
  const align = Object.fromEntries(columns.map((column) => [column, numeric(column) ? 'right' : 'left']));
  const head = columns.map((c) => `<th scope="col" style="text-align:${align[c]}">${escapeHtml(c)}</th>`).join('');
  const body = visible.map((row) => {
    const cells = columns.map((c) => {
      const marked = mark?.(row, c) ? ';font-weight:700;background:rgba(213,129,15,.22)' : '';
      return `<td style="text-align:${align[c]}${marked}">${escapeHtml(cellText(row[c], digits))}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const html = [
    '<table style="font-variant-numeric:tabular-nums">',
    caption ? `<caption style="text-align:left;font-weight:600">${escapeHtml(caption)}</caption>` : '',
    `<thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody>`,
    more ? `<tfoot><tr><td colspan="${columns.length}">… ${more}</td></tr></tfoot>` : '',
    '</table>',
  ];
  return { 'text/html': html.join(''), 'text/plain': textTable(visible, columns, align, caption, more, digits) };
}

function textTable(
  rows: readonly TableRow[],
  columns: readonly string[],
  align: Readonly<Record<string, string>>,
  caption: string | undefined,
  more: string | undefined,
  digits: number | undefined,
): string {
  const first = `[table] ${caption ? `${caption}: ` : ''}${rows.length} row${rows.length === 1 ? '' : 's'} of ${columns.join(', ')}`;
  const lines = [columns as readonly string[], ...rows.map((row) => columns.map((c) => cellText(row[c], digits)))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => [...(line[i] ?? '')].length)));
  const isRight = columns.map((column) => align[column] === 'right');
  const pad = (text: string, i: number) => (isRight[i] ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0));
  return [first, ...lines.map((line) => line.map(pad).join('  ').trimEnd()), ...(more ? [`… ${more}`] : [])].join('\n');
}
