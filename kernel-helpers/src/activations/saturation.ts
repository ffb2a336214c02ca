import { checkNumber } from '../core/index.js';
import type { Activation } from './types.js';

/** Where an activation stops passing gradient on. */
export interface Saturation {
  /** The derivative is below the threshold for every z left of this; −∞ where there is no such place. */
  left: number;
  /** The same for every z right of this; ∞ where there is no such place. */
  right: number;
}

/**
 * The points beyond which |g′(z)| stays below a threshold, left and right; searched within |z| ≤ 50 in steps of 0.01.
 * @param threshold above 0, default 0.01
 * @throws RangeError for a threshold of 0 or less
 */
export function saturation({ derivative }: Pick<Activation, 'derivative'>, threshold = 0.01): Saturation {
  checkNumber('threshold', threshold, { above: 0 });
  const edge = (sign: 1 | -1): number => {
    for (let i = 5000; i >= 0; i--) {
      if (Math.abs(derivative((sign * i) / 100)) >= threshold) return i === 5000 ? sign * Infinity : (sign * (i + 1)) / 100;
    }
    return 0;
  };
  return { left: edge(-1), right: edge(1) };
}
