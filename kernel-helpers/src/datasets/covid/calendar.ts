import { dayNumber, isoDate } from './dates.js';
import type { CovidGap, CovidRows, CovidSeries } from './types.js';

/** The calendar part of a series. */
export type CalendarSeries = Pick<CovidSeries, 'dates' | 'daily' | 'cumulative' | 'corrections' | 'gaps' | 'reporting' | 'weeklyFrom'>;

/**
 * Puts rows on the calendar: one entry a day, NaN where nothing is known.
 *
 * Where only totals are published, a day's figure is the difference to the day before. The first day has none; neither has the day
 * after a gap, whose difference would be several days' figures on one. Days without a figure at both ends are cut off.
 * @throws RangeError where no day has a figure
 */
export function onCalendar(rows: CovidRows, what: string): CalendarSeries {
  const first = dayNumber(rows.dates[0]!);
  const length = dayNumber(rows.dates.at(-1)!) - first + 1;
  const spread = (values: readonly number[] | undefined) => {
    const out = new Float64Array(length).fill(Number.NaN);
    values?.forEach((value, i) => {
      out[dayNumber(rows.dates[i]!) - first] = value;
    });
    return out;
  };
  const total = spread(rows.total);
  const daily = rows.fresh ? spread(rows.fresh) : total.map((value, i) => (i === 0 ? Number.NaN : value - total[i - 1]!));
  const from = daily.findIndex((value) => !Number.isNaN(value));
  const to = daily.findLastIndex((value) => !Number.isNaN(value));
  if (from < 0) throw new RangeError(`${what} must have a figure on one day at least, got blanks only`);
  const dates = Array.from({ length: to - from + 1 }, (_, i) => isoDate(first + from + i));
  const kept = daily.slice(from, to + 1);
  return {
    dates,
    daily: kept,
    cumulative: rows.total ? total.slice(from, to + 1) : running(kept),
    corrections: dates.flatMap((date, i) => (kept[i]! < 0 ? [{ date, value: kept[i]! }] : [])),
    gaps: gapsOf(dates, kept),
    ...reporting(dates, kept),
  };
}

function running(daily: Float64Array): Float64Array {
  let sum = 0;
  return daily.map((value) => {
    if (Number.isNaN(value)) return value;
    sum += value;
    return sum;
  });
}

function gapsOf(dates: readonly string[], daily: Float64Array): CovidGap[] {
  const gaps: CovidGap[] = [];
  daily.forEach((value, i) => {
    if (!Number.isNaN(value)) return;
    const open = i > 0 && Number.isNaN(daily[i - 1]!) ? gaps.at(-1) : undefined;
    if (open) {
      open.to = dates[i]!;
      open.days++;
    } else gaps.push({ from: dates[i]!, to: dates[i]!, days: 1 });
  });
  return gaps;
}

/** Six reports on the same weekday with nothing between them are no accident (7⁻⁵ by chance). */
const LEAST_REPORTS = 6;

/** Whether figures stand on one day a week only, from when on: found by walking back from the last figure. */
function reporting(dates: readonly string[], daily: Float64Array): Pick<CovidSeries, 'reporting' | 'weeklyFrom'> {
  const days = Array.from(daily.keys()).filter((i) => !Number.isNaN(daily[i]!) && daily[i] !== 0);
  let start = days.length - 1;
  while (start > 0 && (days[start]! - days[start - 1]!) % 7 === 0) start--;
  if (days.length - start < LEAST_REPORTS) return { reporting: 'daily' };
  return { reporting: start === 0 ? 'weekly' : 'mixed', weeklyFrom: dates[days[start]!]! };
}
