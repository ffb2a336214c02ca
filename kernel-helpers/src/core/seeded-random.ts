/**
 * Seeded random numbers: the same seed gives the same sequence on every machine and Node version.
 *
 * The generator is mulberry32 (32 bits of state, period 2³²), good for shuffles, noise and start values; not for cryptography.
 */
import { checkInteger, checkNumber } from './check.js';

/** A stream of random numbers. */
export interface RandomStream {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** A whole number, uniform in [0, below). */
  integer(below: number): number;
  /** Normal with the given mean (default 0) and standard deviation (default 1), by Box and Muller. */
  normal(mean?: number, deviation?: number): number;
  /** A shuffled copy (Fisher–Yates). */
  shuffle<T>(items: ArrayLike<T>): T[];
  /** An independent stream: numbers drawn from it do not change this one. */
  fork(): RandomStream;
}

/**
 * A stream from a seed.
 * @param seed whole number in [0, 2³²)
 * @throws RangeError for a seed outside the range
 */
export function seededRandom(seed: number): RandomStream {
  let state = checkInteger('seed', seed, { min: 0, max: 2 ** 32 - 1 }) >>> 0;
  let spare: number | undefined;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const self: RandomStream = {
    uniform,
    integer(below) {
      checkInteger('below', below, { min: 1, max: 2 ** 32 });
      return Math.floor(uniform() * below);
    },
    normal(mean = 0, deviation = 1) {
      checkNumber('deviation', deviation, { min: 0 });
      if (spare !== undefined) {
        const z = spare;
        spare = undefined;
        return mean + deviation * z;
      }
      const r = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = r * Math.sin(angle);
      return mean + deviation * r * Math.cos(angle);
    },
    shuffle<T>(items: ArrayLike<T>) {
      const out = Array.from(items);
      for (let i = out.length - 1; i > 0; i--) {
        const j = Math.floor(uniform() * (i + 1));
        [out[i], out[j]] = [out[j] as T, out[i] as T];
      }
      return out;
    },
    fork: () => seededRandom(Math.floor(uniform() * 2 ** 32)),
  };
  return self;
}
