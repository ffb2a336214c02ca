/** A long table stands on several slides. */
import { heightOf, room, runningHeight } from './sizes.js';
import { shellOf } from './units.js';

/** A table with many rows becomes several tables with the same head; its foot stands under the last. */
export const cutTable = (unit, at, units) => {
  const table = unit.box.querySelector('table');
  const rows = [...(table?.tBodies[0]?.rows ?? [])];
  if (unit.height < room * 1.3 || rows.length < 8) return [unit];
  const head = unit.height - rows.reduce((total, row) => total + heightOf(row), 0) + runningHeight;
  const groups = [[]];
  // The sentence above the table gets its space on the first slide.
  let filled = head + (units[at - 1]?.heading ? units[at - 1].height : 0);
  for (const row of rows) {
    if (filled + heightOf(row) > room && groups.at(-1).length > 0) {
      groups.push([]);
      filled = head;
    }
    groups.at(-1).push(row);
    filled += heightOf(row);
  }
  return groups.map((group, i) => {
    const part = table.cloneNode(false);
    const body = document.createElement('tbody');
    body.append(...group.map((row) => row.cloneNode(true)));
    part.append(...[...table.children].filter((child) => /^(CAPTION|COLGROUP|THEAD)$/.test(child.tagName)).map((child) => child.cloneNode(true)), body);
    if (table.tFoot && i === groups.length - 1) part.append(table.tFoot.cloneNode(true));
    const place = table.cloneNode(false);
    table.before(place);
    const box = shellOf(place, unit.box);
    place.replaceWith(part);
    return { ...unit, box, height: filledHeight(head, group) };
  });
};
const filledHeight = (head, rows) => head - runningHeight + rows.reduce((total, row) => total + heightOf(row), 0);
