/** The number that is counted. */
export type CovidMetric = 'cases' | 'deaths';

/** The source of the numbers: invented (comes with the lab), or downloaded from the publisher. */
export const covidSources = ['synthetic', 'owid', 'owid-full', 'jhu', 'who'] as const;
export type CovidSource = (typeof covidSources)[number];

/** Consecutive days without a number in the source. */
export interface CovidGap {
  /** First and last such day, ISO dates. */
  from: string;
  to: string;
  days: number;
}

/** Daily numbers of one country, one entry for every calendar day from the first to the last. */
export interface CovidSeries {
  readonly country: string;
  readonly metric: CovidMetric;
  /** The publisher and the file's name. */
  readonly source: string;
  /** True for the invented epidemic, which must not be shown as real data. */
  readonly synthetic: boolean;
  /** A title for charts; it says "synthetic" for the invented epidemic. */
  readonly title: string;
  /** ISO dates, none missing in between. */
  readonly dates: string[];
  /** New cases or deaths on each day. NaN in a gap; negative where the source corrected earlier numbers (see `corrections`). */
  readonly daily: Float64Array;
  /** The total up to each day, from the source, or the sum of the daily numbers if the source has no totals; NaN in a gap. */
  readonly cumulative: Float64Array;
  /** The days with a negative number. `daily` keeps these numbers. */
  readonly corrections: readonly { date: string; value: number }[];
  /** The gaps, by date. */
  readonly gaps: readonly CovidGap[];
  /** `'weekly'` if one day has the number of the whole week and the other six have 0; `'mixed'` if that begins on `weeklyFrom`. */
  readonly reporting: 'daily' | 'weekly' | 'mixed';
  /** First day of weekly reporting. */
  readonly weeklyFrom?: string;
}

/** The rows of one country as a file gives them: ascending by date; daily numbers or totals may be absent. */
export interface CovidRows {
  country: string;
  dates: string[];
  /** New cases or deaths on the day, as published; NaN where blank. */
  fresh?: number[];
  /** Total up to the day, as published; NaN where blank. */
  total?: number[];
}
