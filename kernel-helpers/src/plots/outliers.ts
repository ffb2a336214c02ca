/** Values in their order, with the outliers marked and the limits of the rule. */

import { checkSeries } from '../core/check.js';
import { elementAt } from '../core/data.js';
import { extentOf } from './numbers.js';
import { pointChart } from './points.js';
import type { Caption, Chart, Series } from './types.js';

/** Options of `outlierChart`. */
export interface OutlierOptions extends Caption {
  /** Position of each value; default 0, 1, 2, … */
  x?: Series;
  /** Title of the x axis. Default: none. */
  xLabel?: string;
  /** Title of the y axis, with its unit. Default: none. */
  yLabel?: string;
  /** Height of the plotting area, px, default 380. */
  height?: number;
}

/**
 * Ordinary values and outliers as points of two kinds.
 * @param outliers positions of the outliers, as a detector gives them
 * @throws RangeError for values that are not finite, or a position outside them
 */
export function outlierChart(values: Series, outliers: ArrayLike<number>, options: OutlierOptions): Chart {
  checkSeries('values', values);
  const bad = new Set(Array.from(outliers));
  for (const i of bad) if (!(i in values)) throw new RangeError(`outliers must be positions in [0, ${values.length - 1}], got ${i}`);
  const { x, ...rest } = options;
  const group = (name: string, color: string, wanted: boolean) => {
    const places = Array.from(values, (_, i) => i).filter((i) => bad.has(i) === wanted);
    return {
      name,
      color,
      x: places.map((i) => x?.[i] ?? i),
      y: places.map((i) => elementAt(values, i)),
      labels: places.map((i) => `value ${i}`),
    };
  };
  // The outliers are the extremes: the axis needs room, so that their marks are not cut.
  const wide = (series: Series): [number, number] => {
    const [lo, hi] = extentOf([series]);
    const margin = 0.04 * (hi - lo || 1);
    return [lo - margin, hi + margin];
  };
  const domains = { xDomain: wide(x ?? Float64Array.from(values, (_, i) => i)), yDomain: wide(values) };
  return pointChart([group('ordinary', '#2467bd', false), group('outlier', '#c93e00', true)], {
    opacity: 0.8,
    size: 60,
    ...domains,
    ...rest,
  });
}
