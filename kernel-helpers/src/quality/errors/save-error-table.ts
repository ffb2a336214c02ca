import writeFileAtomic from 'write-file-atomic';
import type { ErrorTable } from './error-table.js';
import { errorTableToCsv } from './error-table-csv.js';

/**
 * Saves an error table: `.csv` (ticks and comments, to be read again by `readCsv`) or `.html` (a page with the images). The file is written completely or not changed.
 * @param file path that ends with `.csv` or `.html`
 * @throws RangeError for another ending; what writing throws
 */
export async function saveErrorTable(table: ErrorTable, file: string): Promise<void> {
  if (file.endsWith('.csv')) return writeFileAtomic(file, errorTableToCsv(table));
  if (!file.endsWith('.html')) throw new RangeError(`file must end with .csv or .html, got '${file}'`);
  const style =
    'table{border-collapse:collapse;font-family:system-ui,sans-serif}td,th{border:1px solid #767676;padding:4px 8px;text-align:left}';
  const head = `<meta charset="utf-8"><title>Error table</title><style>${style}</style>`;
  return writeFileAtomic(file, `<!doctype html><html lang="en"><head>${head}</head><body>\n${table.toHtml()}\n</body></html>\n`);
}
