/** What a lecture has changed: the same test before and after it. */

/** One item before and after. */
export interface ItemGain {
  /** Share of its points before, in [0, 1]. */
  readonly before: number;
  /** Share of its points after, in [0, 1]. */
  readonly after: number;
  /** Of what could be gained, the part that was, in (−∞, 1]; NaN where everybody had all points before. */
  readonly gain: number;
  /** Share of the students who had more points before than after, in [0, 1]. */
  readonly lost: number;
}

/** Points of one student by item. */
export type ItemScores = readonly number[];

/**
 * Share before and after, and the normalized gain g = (after − before) / (1 − before), for each item and those students who took the test both times.
 *
 * Usual reading: a mean g of 0.3 is common for a lecture, 0.5 and more for a lecture in which the students work. An item with a high `lost` was
 * understood by chance before, or has been made unclear.
 *
 * @param before points by student, then by item; finite
 * @param after the same for the test after; students of one table only are left out
 * @param maxima the points that each item can give; > 0
 * @throws RangeError where nobody took both, for a row of another length, or a number that is not finite
 *
 * Source: R. R. Hake, Interactive-engagement versus traditional methods, Am. J. Phys. 66 (1998) 64.
 */
export function itemGains(
  before: ReadonlyMap<string, ItemScores>,
  after: ReadonlyMap<string, ItemScores>,
  maxima: readonly number[],
): { readonly students: number; readonly items: readonly ItemGain[] } {
  const both = [...before.keys()].filter((student) => after.has(student));
  if (both.length === 0) throw new RangeError('before and after must have a student in common, got none');
  const pairs = both.map((student) => [before.get(student) ?? [], after.get(student) ?? []] as const);
  for (const [i, rows] of pairs.entries()) for (const row of rows) checkRow(row, maxima.length, both[i] ?? '');
  const items = maxima.map((top, j): ItemGain => {
    if (!(top > 0 && top < Number.POSITIVE_INFINITY)) throw new RangeError(`maxima[${j}] must be in (0, ∞), got ${top}`);
    const share = (which: 0 | 1) => pairs.reduce((sum, pair) => sum + (pair[which][j] ?? 0) / top, 0) / pairs.length;
    const [first, second] = [share(0), share(1)];
    const fewer = pairs.filter(([old, now]) => (now[j] ?? 0) < (old[j] ?? 0)).length;
    return {
      before: first,
      after: second,
      gain: first >= 1 ? Number.NaN : (second - first) / (1 - first),
      lost: fewer / pairs.length,
    };
  });
  return { students: pairs.length, items };
}

function checkRow(row: ItemScores, length: number, student: string): void {
  if (row.length !== length) throw new RangeError(`the row of ${student} must hold ${length} items, got ${row.length}`);
  const wrong = row.findIndex((x) => !Number.isFinite(x));
  if (wrong >= 0) throw new RangeError(`item ${wrong} of ${student} must be a finite number, got ${row[wrong]}`);
}
