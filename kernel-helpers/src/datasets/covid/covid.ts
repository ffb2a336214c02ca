import path from 'node:path';
import { checkOneOf, dataPath } from '../../core/index.js';
import type { DownloadOptions } from '../download.js';
import { fetchDataset } from '../fetch.js';
import { onCalendar } from './calendar.js';
import { readCovidFile } from './read-file.js';
import { type CovidMetric, type CovidSeries, type CovidSource, covidSources } from './types.js';

/** Which numbers to read. */
export interface CovidOptions extends DownloadOptions {
  /** The source's name, or another common name (`'US'`, `'UK'`). Default: the invented country of the synthetic epidemic. */
  country?: string;
  /** `'cases'` (default) or `'deaths'`. */
  metric?: CovidMetric;
  /**
   * `'synthetic'` (default): the invented epidemic that comes with the lab. The others download the publisher's file once:
   * `'owid'` (Our World in Data's catalogue, cases and deaths), `'owid-full'` (its former `owid-covid-data.csv`, 100 MB),
   * `'jhu'` (Johns Hopkins, to March 2023), `'who'`. For newer numbers remove the file from the cache folder.
   */
  source?: CovidSource;
  /** A file of one of these formats on this machine, in place of `source`. Default: none. */
  file?: string;
}

/** The country of the invented epidemic. */
export const SYNTHETIC_COUNTRY = 'Synthetia (synthetic)';

/** The manifest's name of each download. */
const downloads: Record<Exclude<CovidSource, 'synthetic'>, (metric: CovidMetric) => string> = {
  owid: () => 'covid-owid',
  'owid-full': () => 'covid-owid-full',
  jhu: (metric) => `covid-jhu-${metric}`,
  who: () => 'covid-who',
};

/**
 * Daily new cases or deaths of a country, with an entry for every day, and lists of gaps, corrections and weekly reporting.
 *
 * @returns persons per day; see {@link CovidSeries}
 * @throws RangeError for an unknown country (suggests a similar name), metric or source, a missing column, dates out of order, a file that
 *   is cut off; DownloadError if a download fails
 * @example const { dates, daily, title } = await covid();
 * @example const poland = await covid({ country: 'Poland', metric: 'deaths', source: 'owid' });
 * @example const own = await covid({ country: 'Poland', file: 'full_data.csv' });
 */
export async function covid(options: CovidOptions = {}): Promise<CovidSeries> {
  const metric = checkOneOf('metric', options.metric ?? 'cases', ['cases', 'deaths']);
  const source = checkOneOf('source', options.source ?? 'synthetic', covidSources);
  const synthetic = options.file === undefined && source === 'synthetic';
  const { country = SYNTHETIC_COUNTRY } = options;
  if (synthetic && !/^synthe/i.test(country)) {
    throw new RangeError(
      `country must be '${SYNTHETIC_COUNTRY}' in the data that come with the lab, got '${country}'; ` +
        "for real ones give source: 'owid' (downloads) or file: 'path.csv'",
    );
  }
  if (!synthetic && options.country === undefined) throw new RangeError("country must be given for real data, such as 'Poland'");
  const file =
    options.file ??
    (source === 'synthetic' ? dataPath('synthetic-epidemic.csv') : (await fetchDataset(downloads[source](metric), options)).file);
  const name = path.basename(file);
  const { publisher, rows } = await readCovidFile(file, synthetic ? SYNTHETIC_COUNTRY : country, metric);
  const series = onCalendar(rows, `${name}, ${rows.country}, ${metric}`);
  // The file itself says that it is invented, so that a copy under another name does not count as real data.
  const made = /synthetic/i.test(rows.country);
  return {
    country: rows.country,
    metric,
    source: made ? `made up for this lab (${name})` : `${publisher} (${name})`,
    synthetic: made,
    title: made ? `Synthetic epidemic (made up): daily new ${metric}` : `${rows.country}: daily new ${metric}`,
    ...series,
  };
}
