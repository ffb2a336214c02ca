/** What the runner takes of this room. Nothing here imports TypeScript. */

export { type FormattedError, type FormattedValue, type RunResult, type Runtime, tslabSymbol } from '../../shared/results.js';
export { CellRuntime, type RuntimeOptions } from './cell-runtime.js';
export { formatError } from './format-error.js';
export { formatValue } from './format-value.js';
