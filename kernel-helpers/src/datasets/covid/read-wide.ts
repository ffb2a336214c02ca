import path from 'node:path';
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
  // The file's name is the only place that says what it counts.
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
    known.add(fields[where]!);
    if (!wanted(fields[where]!)) continue;
    shown = fields[where]!;
    const row = fields.slice(first).map((text, i) => figure(text, () => `${name}, line ${line}, ${header[first + i]}`));
    total = total ? total.map((sum, i) => sum + row[i]!) : row;
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
  if (column < 0) throw unknownCountry(country, name, header.slice(1));
  const rows: CovidRows = { country: header[column]!.replaceAll('_', ' '), dates: [], total: [] };
  for await (const { line, fields } of lines) {
    rows.dates.push(checkDate(name, line, fields[0]!, rows.dates.at(-1)));
    rows.total!.push(figure(fields[column]!, () => `${name}, line ${line}, ${header[column]}`));
  }
  if (rows.dates.length === 0) throw new RangeError(`${name} must have at least 1 day, got 0`);
  return rows;
}
