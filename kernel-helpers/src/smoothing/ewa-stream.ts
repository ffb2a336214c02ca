import { checkNumber, checkOneOf } from '../core/index.js';
import { gapError } from './series.js';

/**
 * What a gap (NaN) in the series means:
 * - `'error'` (default): an error;
 * - `'skip'`: the day is left out: the average does not change and is repeated (pandas' `ignore_na=True`);
 * - `'decay'`: the weights of older values decay by β on that day too, and the result is divided by the sum of the weights (pandas' default).
 *   Only with bias correction, since without it a gap would count as the value 0;
 * - `'mark'`: as `'skip'`, but the result is NaN on that day, so that a chart shows the gap.
 */
export const ewaGapPolicies = ['error', 'skip', 'decay', 'mark'] as const;
export type EwaGaps = (typeof ewaGapPolicies)[number];

/** Options of {@link ewa} and {@link ewaStream}. */
export interface EwaOptions {
  /** Divide by the sum of the weights, 1 − β^t, so that the first averages are not too close to 0. Default false. */
  biasCorrection?: boolean;
  /** Default `'error'`. */
  gaps?: EwaGaps;
}

/** An exponentially weighted average that takes one value at a time. */
export interface EwaStream {
  /** Takes the next value and returns the average with it. @throws RangeError for ±∞, and for NaN with the policy `'error'` */
  push(value: number): number;
  /** The average so far; before the first value 0, or NaN with bias correction. */
  readonly value: number;
  /** Number of values pushed, including gaps. */
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
 * The streaming form of {@link ewa}: v ← β v + (1 − β) θ, it stores two numbers and gives bit for bit the same results.
 * @param beta in [0, 1)
 * @throws RangeError for β or options out of range
 * @example const mean = ewaStream(0.9); for await (const t of thermometer) console.log(mean.push(t))
 */
export function ewaStream(beta: number, options: EwaOptions = {}): EwaStream {
  const { biasCorrection, gaps } = checkEwa(beta, options);
  let v = 0;
  let weight = 0; // sum of the weights: 1 − β^t without gaps
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
