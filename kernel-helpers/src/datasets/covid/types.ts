/** What is counted. */
export type CovidMetric = 'cases' | 'deaths';

/** Where the numbers come from: made up (shipped with the lab), or downloaded from their publisher. */
export const covidSources = ['synthetic', 'owid', 'owid-full', 'jhu', 'who'] as const;
export type CovidSource = (typeof covidSources)[number];

/** Days in a row of which the source says nothing. */
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
  /** True for the made-up epidemic: never to be shown as if it were real. */
  readonly synthetic: boolean;
  /** A title for charts; says "synthetic" where that is so. */
  readonly title: string;
  /** ISO dates, none missing in between. */
  readonly dates: string[];
  /** New on each day. NaN in a gap; negative where the source corrected earlier numbers (see `corrections`). */
  readonly daily: Float64Array;
  /** The total up to each day, as the source gives it, or summed where it gives none; NaN in a gap. */
  readonly cumulative: Float64Array;
  /** The days with a negative figure. They are left in `daily`. */
  readonly corrections: readonly { date: string; value: number }[];
  /** The gaps, by date. */
  readonly gaps: readonly CovidGap[];
  /** `'weekly'` where a whole week's figure stands on one day and 0 on six; `'mixed'` where that begins on `weeklyFrom`. */
  readonly reporting: 'daily' | 'weekly' | 'mixed';
  /** First day of weekly reporting. */
  readonly weeklyFrom?: string;
}

/** The rows of one country as a file gives them: by date, ascending, either kind of figure possibly absent. */
export interface CovidRows {
  country: string;
  dates: string[];
  /** New on the day, as published; NaN where blank. */
  fresh?: number[];
  /** Total up to the day, as published; NaN where blank. */
  total?: number[];
}
