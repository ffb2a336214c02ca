import { type Shown, showHtml } from '../../display/index.js';
import type { ErrorTable } from './error-table.js';

/**
 * Shows an error table with its images and totals, and draws it again after every change.
 * @returns a handle; `update(other)` shows another table in its place
 */
export function showErrorTable(table: ErrorTable): Shown<ErrorTable> {
  const shown = showHtml(table.toHtml(), textOf(table));
  let stop = table.onChange(() => shown.update(table.toHtml()));
  return {
    update(next) {
      stop();
      stop = next.onChange(() => shown.update(next.toHtml()));
      shown.update(next.toHtml());
    },
  };
}

function textOf(table: ErrorTable): string {
  const totals = table.totals().map(({ tag, count, share }) => `${tag} ${count} (${(100 * share).toFixed(0)} %)`);
  return `[error table] ${table.rows.length} examples: ${totals.join(', ') || 'no tags'}`;
}
