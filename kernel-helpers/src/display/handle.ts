/** Handles of things that are already shown. */
import { shownSymbol } from '../kernel/shared/api.js';

/** A handle that stands last in a cell is no result of the cell: what it stands for is shown already. */
export function handle<T extends object>(object: T): T {
  return Object.defineProperty(object, shownSymbol, { value: true });
}
