export { type ErrorExample, type ErrorRow, ErrorTable, type TagTotal } from './error-table.js';
export { type HardExample, hardestExamples } from './hardest-examples.js';
export { imageUrls } from './image-urls.js';
export { saveErrorTable } from './save-error-table.js';
export { type ErrorTableView, showErrorTable } from './show-error-table.js';
