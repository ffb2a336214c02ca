import { fnv1a, formatValue } from '../core/index.js';

/**
 * A seed from a student's name, so that neighbours work on different data and the same name always gives the same: FNV-1a over the
 * name in lower case without the spaces at its ends.
 * @param name at least one letter
 * @returns a whole number in [0, 2³²), for `seededRandom(seed)`
 * @throws RangeError for a name without a letter
 * @example const own = seededRandom(studentSeed('Ada Lovelace'));
 */
export function studentSeed(name: string): number {
  if (typeof name !== 'string' || !/\p{L}/u.test(name)) {
    throw new RangeError(`name must be a text with at least one letter, got ${formatValue(name)}`);
  }
  return fnv1a(new TextEncoder().encode(name.trim().toLowerCase()));
}
