import path from 'node:path';
import { zip } from '../../core/data.js';
import { sameCountry, unknownCountry } from './countries.js';
import { fromAmericanDate } from './dates.js';
import { type CsvLine, figure } from './lines.js';
import { checkDate } from './read-long.js';
import type { CovidMetric, CovidRows } from './types.js';

/**
 * Johns Hopkins' time series: one row for a country or a part of it, one column for a day (`1/22/20`), totals. Parts are added up.
 * @throws RangeError for a file of the other metric, a bad or unordered date, an unknown country
 */
export async function readJhu(
  file: string,
  header: readonly string[],
  lines: AsyncIterable<CsvLine>,
  country: string,
  metric: CovidMetric,
): Promise<CovidRows> {
  const name = path.basename(file);
  // Only the file's name says whether it counts cases or deaths.
  const counts = /death/i.test(name) ? 'deaths' : /confirmed|case/i.test(name) ? 'cases' : /recover/i.test(name) ? 'recovered' : metric;
  if (counts !== metric) throw new RangeError(`metric must be '${counts}' for ${name}, got '${metric}'`);
  const where = header.findIndex((title) => title === 'Country/Region' || title === 'Country_Region');
  if (where < 0) throw new RangeError(`${name} must have the column 'Country/Region', got ${header.slice(0, 12).join(', ')}`);
  const first = header.findIndex((title) => fromAmericanDate(title) !== undefined);
  if (first < 0) throw new RangeError(`${name} must have a column for each day such as '1/22/20', got ${header.slice(0, 12).join(', ')}`);
  const dates: string[] = [];
  for (const title of header.slice(first)) dates.push(checkDate(name, 1, fromAmericanDate(title) ?? title, dates.at(-1)));
  const wanted = sameCountry(country);
  const known = new Set<string>();
  let total: number[] | undefined;
  let shown = country;
  for await (const { line, fields } of lines) {
    const here = fields[where] ?? '';
    known.add(here);
    if (!wanted(here)) continue;
    shown = here;
    const row = fields.slice(first).map((text, i) => figure(text, () => `${name}, line ${line}, ${header[first + i]}`));
    total = total ? Array.from(zip(total, row), ([sum, value]) => sum + value) : row;
  }
  if (!total) throw unknownCountry(country, name, known);
  return { country: shown, dates, total };
}

/** A file of dates down and countries across, totals of confirmed cases (`Date,China,US,…`). @throws RangeError as above */
export async function readPivoted(
  file: string,
  header: readonly string[],
  lines: AsyncIterable<CsvLine>,
  country: string,
  metric: CovidMetric,
): Promise<CovidRows> {
  const name = path.basename(file);
  if (metric !== 'cases') throw new RangeError(`metric must be 'cases' for ${name}, got '${metric}'`);
  const wanted = sameCountry(country);
  const column = header.findIndex((title, i) => i > 0 && wanted(title));
  const title = header[column];
  if (title === undefined) throw unknownCountry(country, name, header.slice(1));
  const [dates, total]: [string[], number[]] = [[], []];
  for await (const { line, fields } of lines) {
    dates.push(checkDate(name, line, fields[0] ?? '', dates.at(-1)));
    total.push(figure(fields[column] ?? '', () => `${name}, line ${line}, ${title}`));
  }
  if (dates.length === 0) throw new RangeError(`${name} must have at least 1 day, got 0`);
  return { country: title.replaceAll('_', ' '), dates, total };
}
