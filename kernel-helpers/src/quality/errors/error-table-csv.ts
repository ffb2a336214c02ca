import { csvFormatRows, csvParseRows } from 'd3-dsv';
import type { ErrorTable } from './error-table.js';

const before = ['id', 'label', 'predicted', 'confidence'];

/** The table as CSV: `id, label, predicted, confidence`, one column for each tag with `x` where ticked, `comment`; no images. */
export function errorTableToCsv(table: ErrorTable): string {
  const lines = table.rows.map((row) => [
    String(row.id),
    row.label,
    row.predicted,
    row.confidence === undefined ? '' : String(row.confidence),
    ...table.tags.map((tag) => (row.tags.includes(tag) ? 'x' : '')),
    row.comment,
  ]);
  return `${csvFormatRows([[...before, ...table.tags, 'comment'], ...lines])}\n`;
}

/** What the CSV text holds about one example. */
interface CsvRow {
  readonly id: string;
  readonly columns: readonly string[];
  readonly ticked: readonly string[];
  readonly comment: string;
}

/** Reads what {@link errorTableToCsv} wrote. @throws RangeError for other columns */
export function errorTableFromCsv(text: string): CsvRow[] {
  const [header, ...lines] = csvParseRows(text);
  const columns = header?.slice(before.length, -1) ?? [];
  if (!header || header.slice(0, before.length).join() !== before.join() || header.at(-1) !== 'comment') {
    throw new RangeError(`csv must have the columns ${before.join(', ')}, …, comment, got ${header?.join(', ') || 'nothing'}`);
  }
  return lines.map((line, at) => {
    if (line.length !== header.length) throw new RangeError(`csv line ${at + 2} must have ${header.length} columns, got ${line.length}`);
    const [id = '', , , , ...ticks] = line;
    const ticked = columns.filter((_, c) => ticks[c]?.trim() !== '');
    return { id, columns, ticked, comment: line.at(-1) ?? '' };
  });
}
