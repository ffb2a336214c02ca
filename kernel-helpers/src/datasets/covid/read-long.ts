import path from 'node:path';
import { sameCountry, unknownCountry } from './countries.js';
import { dayNumber } from './dates.js';
import { type CsvLine, figure } from './lines.js';
import type { CovidMetric, CovidRows } from './types.js';

/** The columns of a format with one row for each country and day. */
export interface LongFormat {
  publisher: string;
  date: string;
  /** Absent if the whole file is about one place. */
  country?: string;
  /** The place of a file without a country column. */
  place?: string;
  fresh?: Record<CovidMetric, string>;
  total: Record<CovidMetric, string>;
}

/** Reads the rows of one country. @throws RangeError for a missing column, a bad date, an unknown country */
export async function readLong(
  file: string,
  header: readonly string[],
  lines: AsyncIterable<CsvLine>,
  format: LongFormat,
  country: string,
  metric: CovidMetric,
): Promise<CovidRows> {
  const name = path.basename(file);
  const column = (title: string) => {
    const index = header.indexOf(title);
    if (index < 0) throw new RangeError(`${name} must have the column '${title}', got ${header.slice(0, 12).join(', ')}`);
    return index;
  };
  const date = column(format.date);
  const where = format.country === undefined ? undefined : column(format.country);
  // The column of daily numbers is required if the format has one, else the column of totals. The other one is read if it exists.
  const fresh = format.fresh && column(format.fresh[metric]);
  const total = fresh === undefined ? column(format.total[metric]) : header.indexOf(format.total[metric]);
  const wanted = sameCountry(country);
  const { place = '' } = format; // a format without a column of countries gives its one place
  if (where === undefined && !wanted(place)) throw unknownCountry(country, name, [place]);
  const known = new Set<string>();
  const rows: CovidRows = { country: format.place ?? country, dates: [] };
  if (fresh !== undefined) rows.fresh = [];
  if (total >= 0) rows.total = [];
  for await (const { line, fields } of lines) {
    if (where !== undefined) {
      const here = fields[where] ?? '';
      known.add(here);
      if (!wanted(here)) continue;
      rows.country = here;
    }
    rows.dates.push(checkDate(name, line, fields[date] ?? '', rows.dates.at(-1)));
    const at = (c: number) => figure(fields[c] ?? '', () => `${name}, line ${line}, ${header[c]}`);
    if (fresh !== undefined) rows.fresh?.push(at(fresh));
    if (total >= 0) rows.total?.push(at(total));
  }
  if (rows.dates.length === 0) {
    if (where === undefined) throw new RangeError(`${name} must have at least 1 day, got 0`);
    throw unknownCountry(country, name, known);
  }
  return rows;
}

/** Checks that a date is an ISO date after the one before. @throws RangeError with file and line */
export function checkDate(name: string, line: number, date: string, before: string | undefined): string {
  if (Number.isNaN(dayNumber(date))) throw new RangeError(`${name}, line ${line}: date must be such as 2020-03-01, got '${date}'`);
  if (before !== undefined && date <= before) {
    throw new RangeError(
      `${name}, line ${line}: date must be after ${before}, the one before it, got ${date}${date === before ? ' twice' : ''}`,
    );
  }
  return date;
}
