/** Brings the lecture's new version of a notebook and a learner's changes together, cell by cell. */

/**
 * @typedef {{ id?: string, cell_type: string, source: string | string[], metadata?: Record<string, any>, outputs?: unknown[], execution_count?: number | null }} Cell
 * @typedef {{ cells: Cell[], metadata: Record<string, any>, nbformat: number, nbformat_minor: number }} Notebook
 */

/** A cell's text. @param {Cell} cell */
const sourceOf = ({ source }) => (Array.isArray(source) ? source.join('') : source);

/** What a learner can change of a cell; outputs are not compared. @param {Cell | undefined} cell */
const content = (cell) => (cell ? `${cell.cell_type}\n${sourceOf(cell)}` : undefined);

/** The cells by their id. @param {Notebook} notebook @returns {Map<string | undefined, Cell>} */
const byId = ({ cells }) => new Map(cells.map((cell) => [cell.id, cell]));

/** Whether a learner has changed, added, removed or moved a cell. @param {Notebook} base @param {Notebook} own */
export const isChanged = (base, own) =>
  JSON.stringify(base.cells.map((cell) => [cell.id, content(cell)])) !== JSON.stringify(own.cells.map((cell) => [cell.id, content(cell)]));

/**
 * A cell that only one side changed is that side's. Where both did, the lecture's cell is followed by the learner's, with a note. The learner's
 * own cells stay behind the cell they followed; a cell that the lecture removed stays only if the learner changed it.
 * @param {Notebook} base the lecture's version that the learner began with
 * @param {Notebook} own the learner's
 * @param {Notebook} lecture the lecture's new version
 * @returns {{ notebook: Notebook, conflicts: string[] }} `conflicts`: ids of the cells that both sides changed
 */
export function merge(base, own, lecture) {
  const [before, mine, theirs] = [byId(base), byId(own), byId(lecture)];
  /** @type {string[]} */
  const conflicts = [];
  const cells = lecture.cells.flatMap((cell) => {
    const [old, changed] = [before.get(cell.id), mine.get(cell.id)];
    // Removed by the learner, and not changed since: it stays away.
    if (!changed) return old && content(old) === content(cell) ? [] : [cell];
    if (content(changed) === content(cell)) return [changed];
    if (content(changed) === content(old)) return [cell];
    if (content(cell) === content(old)) return [changed];
    conflicts.push(cell.id ?? '');
    return [cell, ...setAside(changed)];
  });
  for (const [i, cell] of own.cells.entries()) {
    const kept = !theirs.has(cell.id) && (!before.has(cell.id) || content(before.get(cell.id)) !== content(cell));
    if (kept) cells.splice(placeAfter(cells, own.cells.slice(0, i)), 0, cell);
  }
  return { notebook: { ...lecture, cells }, conflicts };
}

/** The learner's form of a cell that the lecture changed too, under a heading of its own. @param {Cell} cell @returns {Cell[]} */
function setAside(cell) {
  const note = 'The lecture changed the cell above, and so did you. Yours is below: keep what you need and delete the rest.';
  return [
    { id: `${cell.id}-note`, cell_type: 'markdown', metadata: {}, source: `*${note}*` },
    { ...cell, id: `${cell.id}-own` },
  ];
}

/** Where a cell goes: behind the nearest of the cells before it that is still there. @param {Cell[]} cells @param {Cell[]} earlier */
function placeAfter(cells, earlier) {
  for (const { id } of [...earlier].reverse()) {
    const at = cells.findIndex((cell) => cell.id === id);
    if (at >= 0) return at + 1;
  }
  return 0;
}
