/** Handles of things that are already shown. */
import { shownSymbol } from '../kernel/shared/api.js';

/** A handle in the last line of a cell is not shown as the cell's result: its output is shown already. */
export function handle<T extends object>(object: T): T {
  return Object.defineProperty(object, shownSymbol, { value: true });
}
