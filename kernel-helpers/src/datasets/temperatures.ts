/** Measured daily air temperatures of two cities, from the package `vega-datasets`: they need no network. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { csvParse } from 'd3-dsv';
import { checkOneOf } from '../core/index.js';

/** The cities whose daily temperatures come with the lab. */
export const temperatureCities = ['Seattle', 'New York'] as const;
export type TemperatureCity = (typeof temperatureCities)[number];

/** Each array has one value for each day, in °C; day i is `dates[i]`. No day is missing between the first and the last. */
export interface DailyTemperatures {
  readonly city: TemperatureCity;
  /** ISO dates, `'2012-01-01'` first. */
  readonly dates: string[];
  /** The day's highest temperature, °C. */
  readonly max: Float64Array;
  /** The day's lowest temperature, °C. */
  readonly min: Float64Array;
  /** `(max + min) / 2`, °C: the usual estimate of the day's mean. */
  readonly mean: Float64Array;
  readonly unit: '°C';
}

/**
 * The daily temperatures of a city, 2012-01-01 to 2015-12-31 (1461 days), or a part of them.
 *
 * @param city `'Seattle'` (default) or `'New York'`
 * @param options.from first day, ISO date (default: the first one)
 * @param options.to last day, included, ISO date (default: the last one)
 * @throws RangeError for an unknown city, an invalid date, or a range without days
 * @example const { dates, mean } = dailyTemperatures('Seattle', { from: '2014-01-01', to: '2014-12-31' });
 * @source NOAA, Global Historical Climatology Network daily, as `seattle-weather.csv` and `weather.csv` of vega-datasets
 */
export function dailyTemperatures(city: TemperatureCity = 'Seattle', options: { from?: string; to?: string } = {}): DailyTemperatures {
  checkOneOf('city', city, temperatureCities);
  const { from = '0000-00-00', to = '9999-99-99' } = options;
  for (const [name, date] of Object.entries(options)) checkDate(name, date);
  const rows = rowsOf(city).filter(({ date }) => date >= from && date <= to);
  if (rows.length === 0) throw new RangeError(`there are temperatures of 2012-01-01 to 2015-12-31, none from ${from} to ${to}`);
  const max = Float64Array.from(rows, (row) => row.max);
  const min = Float64Array.from(rows, (row) => row.min);
  return {
    city,
    dates: rows.map((row) => row.date),
    max,
    min,
    mean: Float64Array.from(rows, (row) => (row.max + row.min) / 2),
    unit: '°C',
  };
}

function checkDate(name: string, date: string | undefined): void {
  if (date === undefined) return;
  const ok = /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date));
  if (!ok) throw new RangeError(`${name} must be a date such as '2014-06-30', got '${date}'`);
}

interface Row {
  date: string;
  max: number;
  min: number;
}

const parsed = new Map<TemperatureCity, Row[]>();

function rowsOf(city: TemperatureCity): Row[] {
  let rows = parsed.get(city);
  if (!rows) {
    // Seattle has its own file. The other file holds both cities, with the city in each row.
    const file = city === 'Seattle' ? 'seattle-weather.csv' : 'weather.csv';
    const folder = path.join(path.dirname(createRequire(import.meta.url).resolve('vega-datasets')), '../data');
    rows = csvParse(readFileSync(path.join(folder, file), 'utf8'))
      .filter((row) => row.location === undefined || row.location === city)
      .map((row) => ({ date: row.date!, max: Number(row.temp_max), min: Number(row.temp_min) }));
    parsed.set(city, rows);
  }
  return rows;
}
