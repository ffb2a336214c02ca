/** Ticks of logarithmic and of calendar axes. */
import { powerText } from './powers.js';

/** Ticks of an axis as Vega-Lite takes them. */
export interface Ticks {
  values: number[];
  labelExpr?: string;
}

/**
 * Ticks at powers of ten (at every second or third if there are many); on a range of less than two powers also at 2 and 5 times a power.
 * So a logarithmic axis always has at least three ticks where its range is a factor of four or more.
 */
export function logAxis([lo, hi]: readonly [number, number]): Ticks | Record<string, never> {
  const [a, b] = [Math.ceil(Math.log10(lo) - 1e-9), Math.floor(Math.log10(hi) + 1e-9)];
  if (b - a < 2) {
    const ticksAt = (multiples: readonly number[]) =>
      multiples
        .flatMap((m) => Array.from({ length: b - a + 3 }, (_, i) => Number(`${m}e${a - 1 + i}`)))
        .filter((value) => value >= lo * (1 - 1e-9) && value <= hi * (1 + 1e-9))
        .sort((one, two) => one - two);
    const found = [
      [1, 2, 5],
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
    ]
      .map(ticksAt)
      .find((values) => values.length >= 3);
    return found ? withPowers(found) : {};
  }
  const stride = Math.ceil((b - a) / 8);
  const values = Array.from({ length: Math.floor((b - a) / stride) + 1 }, (_, i) => Number(`1e${b - i * stride}`)).reverse();
  return withPowers(values);
}

/** Ticks at these values, with their texts: Vega hands each value on as it was given. */
function withPowers(values: number[]): Ticks {
  const texts = Object.fromEntries(values.map((value) => [String(value), powerText(value)]));
  return { values, labelExpr: `${JSON.stringify(texts)}[datum.value]` };
}

/** Ticks at whole numbers only. Of a short range each one: with `tickMinStep` alone Vega puts a tick at 1.5 between 1 and 3. */
export function wholeAxis([lo, hi]: readonly [number, number]): Ticks | { tickMinStep: number } {
  if (hi - lo > 12) return { tickMinStep: 1 };
  return { values: Array.from({ length: Math.floor(hi) - Math.ceil(lo) + 1 }, (_, i) => Math.ceil(lo) + i) };
}

const day = 86_400_000;

const dayText = "utcFormat(datum.value, '%-d %b')";

/** The year stands under the first tick and under each January. */
const monthText = "[utcFormat(datum.value, '%b'), utcmonth(datum.value) == 0 || datum.index == 0 ? utcFormat(datum.value, '%Y') : '']";

/** How far apart the ticks of a calendar axis are, by the length of the axis in days. */
const calendar: readonly { upTo: number; interval: string; step: number; labelExpr: string }[] = [
  { upTo: 10, interval: 'day', step: 1, labelExpr: dayText },
  { upTo: 21, interval: 'day', step: 2, labelExpr: dayText },
  { upTo: 75, interval: 'week', step: 1, labelExpr: dayText },
  { upTo: 250, interval: 'month', step: 1, labelExpr: monthText },
  { upTo: 500, interval: 'month', step: 2, labelExpr: monthText },
  { upTo: 1500, interval: 'month', step: 6, labelExpr: monthText },
];

/** Ticks of a calendar axis that never touch: at most one for each 50 px of a chart. */
export function monthAxis([from, to]: readonly [number, number]): object {
  const found = calendar.find(({ upTo }) => (to - from) / day <= upTo);
  const shared = { labelOverlap: 'greedy', labelSeparation: 12, labelFlush: false };
  if (!found) return { ...shared, tickCount: { interval: 'year', step: 1 }, format: '%Y' };
  const { interval, step, labelExpr } = found;
  return { ...shared, tickCount: { interval, step }, labelExpr };
}
