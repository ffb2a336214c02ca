import { checkSeries } from '../core/index.js';

/** A mean over runs, and how well it is known. */
export interface MeanInterval {
  readonly mean: number;
  /** Half the width of the 95 % interval: t · s/√n. */
  readonly half: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Upper 2.5 % point of the normal distribution. */
const normalPoint = 1.959963985;

/**
 * The mean of some runs with its 95 % confidence interval, `mean ± t · s/√n`, where s is the standard deviation (n − 1) and t the point of
 * Student's distribution with n − 1 degrees of freedom. For a difference of two ways give the differences of the same draws: an interval
 * that holds 0 supports no claim that one way is better.
 * @param values at least five runs, finite
 * @throws RangeError for fewer
 * @source t by the expansion of Cornish and Fisher (Abramowitz & Stegun 26.7.5), within .002 from four degrees of freedom on
 */
export function meanInterval(values: ArrayLike<number>): MeanInterval {
  const list = Array.from(values);
  checkSeries('values', list);
  const count = list.length;
  if (count < 5) throw new RangeError(`values must have at least 5 runs, got ${count}`);
  const mean = list.reduce((a, b) => a + b, 0) / count;
  const deviation = Math.sqrt(list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1));
  const half = (tPoint(count - 1) * deviation) / Math.sqrt(count);
  return { mean, half, low: mean - half, high: mean + half, count };
}

function tPoint(freedom: number): number {
  const z = normalPoint;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ];
  return terms.reduce((sum, term, i) => sum + term / freedom ** (i + 1), z);
}

/**
 * The means of several groups of runs with their intervals, as one series of `lineChart` with a band.
 * @param runs one group a place on the x axis, each of at least five runs
 */
export function intervalSeries(
  name: string,
  runs: readonly ArrayLike<number>[],
): { name: string; y: number[]; low: number[]; high: number[] } {
  const bands = runs.map(meanInterval);
  return { name, y: bands.map(({ mean }) => mean), low: bands.map(({ low }) => low), high: bands.map(({ high }) => high) };
}

/** The mean and half the width of its 95 % interval as text, such as `0.747 ± 0.040`. @param digits behind the point, default 3 */
export function intervalText(values: ArrayLike<number>, digits = 3): string {
  const { mean, half } = meanInterval(values);
  return `${mean.toFixed(digits)} ± ${half.toFixed(digits)}`;
}
