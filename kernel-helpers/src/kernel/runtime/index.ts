/** What the runner takes of this room. Nothing here imports TypeScript. */
export { CellRuntime, type RuntimeOptions } from './cell-runtime.js';
export { formatError } from './format-error.js';
export { formatValue } from './format-value.js';
export { type FormattedError, type FormattedValue, type RunResult, type Runtime, tslabSymbol } from './types.js';
