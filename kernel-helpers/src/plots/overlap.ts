/** Lines that lie on each other: the lower one is drawn wider, so that it is seen on both sides of the upper one. */
import { type Axis, toPixel } from './labels.js';
import type { Series } from './types.js';

/** Share of the points of the lower line from which on two lines count as lying on each other. */
const muchShared = 0.5;
/** Distance under which the upper line hides the lower one, px. */
const hidden = 2;
/** What a lower line gets for each line above it, px. */
const rim = 3.5;
/** More rims would hide what lies near. */
const mostRims = 2;

/** A line as far as this rule needs it. */
export interface OverlapLine {
  readonly x: Series;
  readonly y: Series;
}

/**
 * The width that each line needs in addition to its own, in the order in which the lines are drawn (the first lies lowest).
 * @param axis of the values
 * @param share of its points that another line hides before a line is drawn wider, default 0.5
 */
export function rimsOf(lines: readonly OverlapLine[], axis: Axis, share = muchShared): number[] {
  return lines.map((line, i) => rim * Math.min(mostRims, lines.slice(i + 1).filter((above) => liesOn(line, above, axis, share)).length));
}

function liesOn(below: OverlapLine, above: OverlapLine, axis: Axis, share: number): boolean {
  const places = new Map(Array.from(above.x, (x, i) => [x, above.y[i]] as const));
  let [shared, near] = [0, 0];
  const drawn = (y: number | undefined): y is number => y !== undefined && Number.isFinite(y) && (!axis.log || y > 0);
  const inside = (y: number) => y >= axis.domain[0] && y <= axis.domain[1];
  for (let i = 0; i < below.y.length; i++) {
    const [a, b] = [below.y[i], places.get(below.x[i] ?? Number.NaN)];
    if (!drawn(a) || !drawn(b) || !inside(a) || !inside(b)) continue;
    shared++;
    if (Math.abs(toPixel(a, axis) - toPixel(b, axis)) < hidden) near++;
  }
  return shared > 1 && near >= share * shared;
}
