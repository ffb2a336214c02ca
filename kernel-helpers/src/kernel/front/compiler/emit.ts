/** A checked cell → the body of an async function that works on slots, with a source map back to the cell. */
import type { CellTypes } from './cell-types.js';
import { declarationsToAssignments } from './emit-declarations.js';
import { jsxToSlots } from './emit-jsx.js';
import { referencesToSlots } from './emit-references.js';
import type { Slot, Slots } from './slots.js';
import { type BoundFile, ts } from './ts.js';

export function emit(
  types: CellTypes,
  file: BoundFile,
  slots: Slots,
  mine: ReadonlyMap<string, Slot>,
  untyped: boolean,
): { js: string; map: string } {
  let js = '';
  let map = '';
  const { options } = types;
  const slotOf = (name: string): Slot | undefined =>
    mine.get(name) ?? slots.of(types.history.value(ts.escapeLeadingUnderscores(name), types.cells.length - 1));
  options.noCheck = untyped; // the emitter checks a file before it writes it; this flag turns the check off
  try {
    types.program.emit(
      file,
      (name, text) => {
        if (name.endsWith('.map')) map = text;
        else js = text;
      },
      undefined,
      false,
      { before: [referencesToSlots(types.checker, slots, mine)], after: [jsxToSlots(file, slotOf), declarationsToAssignments(mine)] },
    );
  } finally {
    options.noCheck = false;
  }
  return { js: js.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n').replace(/^export \{\};$/m, ''), map };
}
