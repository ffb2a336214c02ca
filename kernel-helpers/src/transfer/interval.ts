/// <reference path="../core/jstat.d.ts" />
import jstat from 'jstat';
import { mean, sampleStandardDeviation } from 'simple-statistics';
import { checkSeries } from '../core/index.js';

/** A mean over runs, and its confidence interval. */
export interface MeanInterval {
  readonly mean: number;
  /** Half the width of the 95 % interval: t · s/√n. */
  readonly half: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/**
 * The mean of some runs with its 95 % confidence interval, `mean ± t · s/√n`, where s is the standard deviation (n − 1) and t the point of
 * Student's distribution with n − 1 degrees of freedom. For a difference of two ways give the differences of the same draws: an interval
 * that holds 0 supports no claim that one way is better.
 * @param values at least five runs, finite
 * @throws RangeError for fewer
 */
export function meanInterval(values: ArrayLike<number>): MeanInterval {
  const list = Array.from(values);
  checkSeries('values', list);
  const count = list.length;
  if (count < 5) throw new RangeError(`values must have at least 5 runs, got ${count}`);
  const center = mean(list);
  const half = (jstat.studentt.inv(0.975, count - 1) * sampleStandardDeviation(list)) / Math.sqrt(count);
  return { mean: center, half, low: center - half, high: center + half, count };
}

/**
 * The means of several groups of runs with their intervals, as one series of `lineChart` with a band.
 * @param runs one group for each place on the x axis, each of at least five runs
 */
export function intervalSeries(
  name: string,
  runs: readonly ArrayLike<number>[],
): { name: string; y: number[]; low: number[]; high: number[] } {
  const bands = runs.map(meanInterval);
  return { name, y: bands.map((band) => band.mean), low: bands.map(({ low }) => low), high: bands.map(({ high }) => high) };
}

/** The mean and half the width of its 95 % interval as text, such as `0.747 ± 0.040`. @param digits behind the point, default 3 */
export function intervalText(values: ArrayLike<number>, digits = 3): string {
  const interval = meanInterval(values);
  return `${interval.mean.toFixed(digits).replace('-', '−')} ± ${interval.half.toFixed(digits)}`;
}
