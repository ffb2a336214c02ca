import { checkNumber, checkOneOf } from '../core/index.js';
import { gapError } from './series.js';

/**
 * What a gap (NaN) in the series means:
 * - `'error'` (default): it is refused;
 * - `'skip'`: that day does not exist; the average stays and is repeated (pandas' `ignore_na=True`);
 * - `'decay'`: time passes; older values lose weight by β a day, and the weight that is present is divided by (pandas' default).
 *   Only with bias correction, since without it a gap would count as the value 0;
 * - `'mark'`: as `'skip'`, but the result is NaN on that day, so that a chart shows the gap.
 */
export const ewaGapPolicies = ['error', 'skip', 'decay', 'mark'] as const;
export type EwaGaps = (typeof ewaGapPolicies)[number];

/** Options of {@link ewa} and {@link ewaStream}. */
export interface EwaOptions {
  /** Divide by the weight present, 1 − β^t, so that the start is not drawn to 0. Default false. */
  biasCorrection?: boolean;
  /** Default `'error'`. */
  gaps?: EwaGaps;
}

/** An exponentially weighted average that takes one value at a time. */
export interface EwaStream {
  /** Takes the next value and returns the average with it. @throws RangeError for ±∞, and for NaN as the policy says */
  push(value: number): number;
  /** The average so far; before the first value 0, or NaN with bias correction. */
  readonly value: number;
  /** How many values were pushed, gaps included. */
  readonly count: number;
}

/** β in [0, 1) and the options, checked. @throws RangeError */
export function checkEwa(beta: number, options: EwaOptions): Required<EwaOptions> {
  checkNumber('beta', beta, { min: 0, below: 1 });
  const { biasCorrection = false } = options;
  const gaps = checkOneOf('gaps', options.gaps ?? 'error', ewaGapPolicies);
  if (gaps === 'decay' && !biasCorrection) {
    throw new RangeError("gaps must not be 'decay' without biasCorrection: true, since a gap would then count as 0");
  }
  return { biasCorrection, gaps };
}

/**
 * The streaming form of {@link ewa}: v ← β v + (1 − β) θ, two numbers of memory, the same results to the last bit.
 * @param beta in [0, 1)
 * @throws RangeError for β or options out of range
 * @example const mean = ewaStream(0.9); for await (const t of thermometer) console.log(mean.push(t))
 */
export function ewaStream(beta: number, options: EwaOptions = {}): EwaStream {
  const { biasCorrection, gaps } = checkEwa(beta, options);
  let v = 0;
  let weight = 0; // Σ of the weights present: 1 − β^t without gaps
  let count = 0;
  const value = () => (biasCorrection ? v / weight : v);
  return {
    push(theta) {
      if (!Number.isFinite(theta)) {
        if (!Number.isNaN(theta)) throw new RangeError(`value must be a finite number, got ${theta}`);
        if (gaps === 'error') throw gapError(count, ewaGapPolicies);
        count++;
        if (gaps === 'decay') {
          v *= beta;
          weight *= beta;
        }
        return gaps === 'mark' ? Number.NaN : value();
      }
      count++;
      v = beta * v + (1 - beta) * theta;
      weight = beta * weight + (1 - beta);
      return value();
    },
    get value() {
      return value();
    },
    get count() {
      return count;
    },
  };
}
