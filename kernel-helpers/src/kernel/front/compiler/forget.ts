/**
 * Cells that nothing can name any more, because later ones declare the same names: without them a session that defines the same things
 * again and again takes no more memory than one that does so once.
 */
import type { History } from './scope.js';
import { type BoundFile, ts } from './ts.js';

/**
 * Marks as a garbage collector does: from what the next cell can see to the cells that declare it, and on to what those cells name.
 * @returns the indices of the cells that were not reached
 */
export function unreachableCells(cells: readonly BoundFile[], history: History, isFixed: (file: BoundFile) => boolean): Set<number> {
  const reached = new Set<number>(cells.flatMap((file, index) => (isFixed(file) ? [index] : [])));
  const reach = (name: ts.__String, from: number): void => {
    for (const cell of history.cellsOf(name, from)) reached.add(cell);
  };
  for (const name of history.names()) reach(name, cells.length - 1);
  // A cell names only what it declares itself or what stands before it, so one walk from the newest to the oldest is enough.
  for (let index = cells.length - 1; index >= 0; index--) {
    const file = reached.has(index) ? cells[index] : undefined;
    for (const text of file?.identifiers.keys() ?? []) reach(ts.escapeLeadingUnderscores(text), index);
  }
  return new Set([...cells.keys()].filter((index) => !reached.has(index)));
}
