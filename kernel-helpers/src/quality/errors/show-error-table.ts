import { type CellValue, editableTable } from '../../display/index.js';
import type { ErrorTable } from './error-table.js';
import { percent } from './percent.js';

/** A shown error table. */
export interface ErrorTableView {
  /** Removes the fields from the page; the table keeps what was ticked. */
  close(): void;
}

/**
 * Shows an error table that can be edited in the notebook: boxes to tick, a comment field, totals in the last row. An edit is at once
 * in `table`, and a change by code (`table.tag(…)`) is at once on the page. If widgets are not available, the table is shown without
 * fields. After `addTag` show it again, since the shown columns do not change.
 */
export function showErrorTable(table: ErrorTable): ErrorTableView {
  const tags = table.tags;
  const view = editableTable(rowsOf(table, tags), {
    editable: [...tags, 'comment'],
    images: ['image'],
    totals: (rows) => ({
      predicted: 'count, share → error left',
      ...Object.fromEntries(
        tags.map((tag) => {
          const count = rows.filter((row) => row[tag]).length;
          const share = count / rows.length;
          return [tag, `${count}, ${percent(share)} → ${percent(table.errorRate * (1 - share))}`];
        }),
      ),
    }),
    still: () => ({ 'text/html': table.toHtml(), 'text/plain': textOf(table) }),
  });
  let editing = false;
  view.onEdit((at, column, rows) => {
    const row = rows[at];
    if (!row) return;
    const id = String(row.id);
    editing = true; // the page already shows this edit
    try {
      if (column === 'comment') table.comment(id, String(row.comment));
      else if (row[column]) table.tag(id, column);
      else table.untag(id, column);
    } finally {
      editing = false;
    }
  });
  const stop = table.onChange(() => {
    if (!editing) view.rows = rowsOf(table, tags);
  });
  view.show();
  return {
    close() {
      stop();
      view.close();
    },
  };
}

function rowsOf(table: ErrorTable, tags: readonly string[]): Record<string, CellValue>[] {
  return table.rows.map((row) => ({
    id: String(row.id),
    image: row.image ?? '',
    label: row.label,
    predicted: row.predicted,
    confidence: row.confidence === undefined ? '' : percent(row.confidence),
    ...Object.fromEntries(tags.map((tag) => [tag, row.tags.includes(tag)])),
    comment: row.comment,
  }));
}

function textOf(table: ErrorTable): string {
  const totals = table.totals().map(({ tag, count, share }) => `${tag} ${count} (${percent(share)})`);
  return `[error table] ${table.rows.length} examples: ${totals.join(', ') || 'no tags'}`;
}
