import { checkIndices } from '../../core/data.js';

/** How well the flagged examples match the added mistakes. */
export interface FlagScore {
  readonly flagged: number;
  readonly planted: number;
  /** Number of examples that are flagged and have an added mistake. */
  readonly found: number;
  /** Precision: share of the flagged examples that have an added mistake; NaN if nothing is flagged. */
  readonly precision: number;
  /** Recall: share of the added mistakes that are flagged; NaN if there are none. */
  readonly recall: number;
  /** Harmonic mean of the two: `2 · found / (flagged + planted)`; NaN where both are empty. */
  readonly f1: number;
}

/** Compares flagged positions with those of the added mistakes. @param n number of examples @throws RangeError */
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
