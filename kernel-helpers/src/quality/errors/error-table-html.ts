import { escapeHtml } from '../../core/index.js';
import type { ErrorTable } from './error-table.js';
import { percent } from './percent.js';

/** Comments are text; JupyterLab sets all cells of a table to the right. */
const left = ' style="text-align:left"';

/** The table as HTML: one row for each example, one column for each tag, totals in the last row. */
export function errorTableToHtml(table: ErrorTable): string {
  const { tags, rows } = table;
  const images = rows.some((row) => row.image);
  const confidences = rows.some((row) => row.confidence !== undefined);
  const head = ['example', ...(images ? ['image'] : []), 'label', 'predicted', ...(confidences ? ['confidence'] : []), ...tags, 'comment'];
  const body = rows.map((row) => {
    const alt = `example ${row.id}: ${row.label} taken for ${row.predicted}`;
    const cells = [
      ...(images
        ? [row.image ? `<img src="${row.image}" alt="${escapeHtml(alt)}" width="56" style="image-rendering:pixelated">` : '']
        : []),
      escapeHtml(row.label),
      escapeHtml(row.predicted),
      ...(confidences ? [row.confidence === undefined ? '' : percent(row.confidence)] : []),
      ...tags.map((tag) => (row.tags.includes(tag) ? '✓' : '')),
      escapeHtml(row.comment),
    ];
    return `<tr><th scope="row">${escapeHtml(String(row.id))}</th>${cells.map((cell, i) => `<td${i === cells.length - 1 ? left : ''}>${cell}</td>`).join('')}</tr>`;
  });
  const span = 3 + Number(images) + Number(confidences);
  const totals = table.totals();
  const foot = (name: string, cell: (total: (typeof totals)[number]) => string) =>
    `<tr><th scope="row" colspan="${span}">${name}</th>${totals.map((total) => `<td>${cell(total)}</td>`).join('')}<td></td></tr>`;
  return [
    '<table class="error-table">',
    `<thead><tr>${head.map((name, i) => `<th scope="col"${i === head.length - 1 ? left : ''}>${escapeHtml(name)}</th>`).join('')}</tr></thead>`,
    `<tbody>${body.join('\n')}</tbody>`,
    '<tfoot>',
    foot('count', (total) => String(total.count)),
    foot('share of the errors', (total) => percent(total.share)),
    foot(`error left of ${percent(table.errorRate)}`, (total) => percent(total.errorAfter)),
    '</tfoot>',
    '</table>',
  ].join('\n');
}
