import { max, mean, median, min } from 'simple-statistics';
import { checkIndices } from '../../core/data.js';
import { checkOneOf, checkSeries } from '../../core/index.js';

/** The treatments of outliers. */
export const treatments = ['keep', 'remove', 'zero', 'mean', 'median', 'winsorize'] as const;
export type Treatment = (typeof treatments)[number];

/** Values after a treatment; `kept[i]` is the place in the input of `values[i]`. */
export interface Treated {
  readonly values: Float64Array;
  readonly kept: number[];
}

/**
 * Treats the outliers among values: keeps or removes them, or replaces each by 0, or by the mean, the median or the nearer extreme
 * (`'winsorize'`) **of the other values**, so that the outliers do not change what replaces them.
 *
 * @param values n numbers; not changed
 * @param outliers positions of the outliers, as a detector gives them
 * @throws RangeError for an unknown treatment, a position outside the values, or no value left
 */
export function treatOutliers(values: ArrayLike<number>, outliers: ArrayLike<number>, treatment: Treatment): Treated {
  checkSeries('values', values);
  checkIndices('outliers', outliers, values.length);
  checkOneOf('treatment', treatment, treatments);
  const bad = new Set(Array.from(outliers));
  const all = Array.from(values);
  const rest = all.filter((_, i) => !bad.has(i));
  if (rest.length === 0) throw new RangeError(`outliers must leave at least 1 value, got all ${values.length}`);
  const replace = (by: (x: number) => number): Treated => ({
    values: Float64Array.from(all, (x, i) => (bad.has(i) ? by(x) : x)),
    kept: all.map((_, i) => i),
  });
  switch (treatment) {
    case 'keep':
      return replace((x) => x);
    case 'remove':
      return { values: Float64Array.from(rest), kept: all.map((_, i) => i).filter((i) => !bad.has(i)) };
    case 'zero':
      return replace(() => 0);
    case 'mean': {
      const center = mean(rest);
      return replace(() => center);
    }
    case 'median': {
      const center = median(rest);
      return replace(() => center);
    }
    case 'winsorize': {
      const [low, high] = [min(rest), max(rest)];
      return replace((x) => Math.min(Math.max(x, low), high));
    }
  }
}
