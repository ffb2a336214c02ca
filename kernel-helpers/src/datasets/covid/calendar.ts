import { zip } from '../../core/data.js';
import { dayNumber, isoDate } from './dates.js';
import type { CovidGap, CovidRows, CovidSeries } from './types.js';

/** The calendar part of a series. */
type CalendarSeries = Pick<CovidSeries, 'dates' | 'daily' | 'cumulative' | 'corrections' | 'gaps' | 'reporting' | 'weeklyFrom'>;

/**
 * Makes one entry for each calendar day, NaN if nothing is known about it.
 *
 * If only totals are published, a day's number is the difference to the day before. The first day has no number, and neither has the day
 * after a gap, because its difference would be the sum of several days. Days without a number at both ends are left out.
 * @throws RangeError where no day has a number
 */
export function onCalendar(rows: CovidRows, what: string): CalendarSeries {
  const days = rows.dates.map(dayNumber);
  const [first = 0] = days;
  const length = (days.at(-1) ?? first) - first + 1;
  const spread = (values: readonly number[] = []) => {
    const out = new Float64Array(length).fill(Number.NaN);
    for (const [day, value] of zip(days, values)) out[day - first] = value;
    return out;
  };
  const total = spread(rows.total);
  const daily = rows.fresh ? spread(rows.fresh) : total.map((value, i) => value - (total[i - 1] ?? Number.NaN));
  const from = daily.findIndex((value) => !Number.isNaN(value));
  const to = daily.findLastIndex((value) => !Number.isNaN(value));
  if (from < 0) throw new RangeError(`${what} must have a number on at least one day, got only blanks`);
  const dates = Array.from({ length: to - from + 1 }, (_, i) => isoDate(first + from + i));
  const kept = daily.slice(from, to + 1);
  return {
    dates,
    daily: kept,
    cumulative: rows.total ? total.slice(from, to + 1) : running(kept),
    corrections: Array.from(zip(dates, kept), ([date, value]) => ({ date, value })).filter(({ value }) => value < 0),
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
  let open: CovidGap | undefined;
  for (const [date, value] of zip(dates, daily)) {
    if (!Number.isNaN(value)) open = undefined;
    else if (open) {
      open.to = date;
      open.days++;
    } else {
      open = { from: date, to: date, days: 1 };
      gaps.push(open);
    }
  }
  return gaps;
}

/** If six reports in a row are on the same weekday, this is not chance (probability 7⁻⁵). */
const LEAST_REPORTS = 6;

/** Finds out whether numbers are reported on one day a week only, and since when. It looks at the numbers from the last one backwards. */
function reporting(dates: readonly string[], daily: Float64Array): Pick<CovidSeries, 'reporting' | 'weeklyFrom'> {
  const reports = Array.from(zip(dates, daily), ([date, value], day) => ({ date, value, day }));
  const backwards = reports.filter(({ value }) => !Number.isNaN(value) && value !== 0).reverse();
  let weekly = 0;
  let start: { date: string; day: number } | undefined;
  for (const report of backwards) {
    if (start && (start.day - report.day) % 7 !== 0) break;
    start = report;
    weekly++;
  }
  if (!start || weekly < LEAST_REPORTS) return { reporting: 'daily' };
  return { reporting: weekly === backwards.length ? 'weekly' : 'mixed', weeklyFrom: start.date };
}
