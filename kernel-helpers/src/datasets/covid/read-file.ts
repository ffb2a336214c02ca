import path from 'node:path';
import { csvLines } from './lines.js';
import { type LongFormat, readLong } from './read-long.js';
import { readJhu, readPivoted } from './read-wide.js';
import type { CovidMetric, CovidRows } from './types.js';

const OWID: LongFormat = {
  publisher: 'Our World in Data',
  date: 'date',
  country: 'location',
  fresh: { cases: 'new_cases', deaths: 'new_deaths' },
  total: { cases: 'total_cases', deaths: 'total_deaths' },
};
const WHO: LongFormat = {
  publisher: 'World Health Organization',
  date: 'Date_reported',
  country: 'Country',
  fresh: { cases: 'New_cases', deaths: 'New_deaths' },
  total: { cases: 'Cumulative_cases', deaths: 'Cumulative_deaths' },
};
const WORLD: LongFormat = {
  publisher: 'Johns Hopkins University',
  date: 'Date',
  place: 'World',
  total: { cases: 'Confirmed', deaths: 'Deaths' },
};

/** What a file holds about one country, and who published it. */
interface CovidFile {
  publisher: string;
  rows: CovidRows;
}

/**
 * Reads one country from a file of any known format. The columns tell the format.
 * @throws RangeError for an unknown format, a missing column, an unknown country, dates out of order, a file that is cut off
 */
export async function readCovidFile(file: string, country: string, metric: CovidMetric): Promise<CovidFile> {
  const lines = csvLines(file);
  const first = await lines.next();
  if (first.done) throw new Error(`${path.basename(file)} is empty: download it again`);
  const header = first.value.fields.map((title) => title.trim());
  const has = (...titles: string[]) => titles.filter((title) => header.includes(title)).length;
  const long = async (format: LongFormat) => ({
    publisher: format.publisher,
    rows: await readLong(file, header, lines, format, country, metric),
  });
  try {
    if (has('Country/Region', 'Country_Region', 'Province/State', 'Province_State') > 0) {
      return { publisher: 'Johns Hopkins University', rows: await readJhu(file, header, lines, country, metric) };
    }
    if (has('Date_reported', 'Country_code', 'WHO_region', 'New_cases', 'Cumulative_cases') >= 2) return await long(WHO);
    if (has('new_cases', 'new_deaths', 'total_cases', 'total_deaths') > 0) {
      // The column of the country is `country` in the catalogue's files, `location` in older ones.
      return await long(has('location') ? OWID : { ...OWID, country: has('country') ? 'country' : 'location' });
    }
    if (has('Date') && has('Confirmed', 'Recovered', 'Deaths') > 0) return await long(WORLD);
    if (header[0] === 'Date' && header.length > 1) {
      return { publisher: 'Johns Hopkins University', rows: await readPivoted(file, header, lines, country, metric) };
    }
  } finally {
    await lines.return(undefined);
  }
  const known = 'Our World in Data, Johns Hopkins (time series), WHO (daily)';
  throw new RangeError(`${path.basename(file)} must have the columns of ${known}, got ${header.slice(0, 12).join(', ')}`);
}
