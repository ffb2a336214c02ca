/** The marks of a class as a table of numbers, for statistics of items. */

/** @typedef {import('./session.mjs').Marks} Marks */

/**
 * The items in which nobody's mark is missing, in the order of the notebooks. A student without any mark was never graded and does not count.
 * @param {Marks} marks
 * @returns {{ items: { id: string, points: number }[], students: { student: string, scores: number[] }[], missing: string[] }}
 *   `missing`: the items that are left out
 */
export function wholeItems({ cells, students }) {
  const graded = students.filter(({ scores }) => scores.some((score) => score !== null));
  const whole = cells.map((_, j) => graded.every(({ scores }) => scores[j] !== null));
  return {
    items: cells.filter((_, j) => whole[j]).map(({ name, max_score: points }) => ({ id: name, points })),
    students: graded.map(({ student, scores }) => ({ student, scores: scores.filter((_, j) => whole[j]).map(Number) })),
    missing: cells.filter((_, j) => !whole[j]).map(({ name }) => name),
  };
}

/** A figure with two decimals; there is no minus zero. @param {number} x */
export const two = (x) => (Number.isNaN(x) ? '–' : x.toFixed(2).replace(/^-(0\.00)$/, '$1'));
