import { checkIndices } from '../../core/data.js';

/** How well the flagged examples match the planted mistakes. */
export interface FlagScore {
  readonly flagged: number;
  readonly planted: number;
  /** Flagged and planted. */
  readonly found: number;
  /** Share of the flagged that are planted; NaN where nothing is flagged. */
  readonly precision: number;
  /** Share of the planted that are flagged; NaN where nothing is planted. */
  readonly recall: number;
  /** Harmonic mean of the two: `2 · found / (flagged + planted)`; NaN where both are empty. */
  readonly f1: number;
}

/** Scores flagged positions against planted ones. @param n number of examples @throws RangeError */
export function scoreFlags(flagged: ArrayLike<number>, planted: ArrayLike<number>, n: number): FlagScore {
  checkIndices('flagged', flagged, n);
  checkIndices('planted', planted, n);
  const truth = new Set(Array.from(planted));
  const claimed = new Set(Array.from(flagged));
  let found = 0;
  for (const i of claimed) if (truth.has(i)) found++;
  return {
    flagged: claimed.size,
    planted: truth.size,
    found,
    precision: found / claimed.size,
    recall: found / truth.size,
    f1: (2 * found) / (claimed.size + truth.size),
  };
}
