import { formatValue } from '../core/index.js';

/**
 * A seed from a student's name, so that neighbours work on different data and the same name always gives the same: FNV-1a over the
 * name in lower case without the spaces at its ends.
 * @param name at least one letter
 * @returns a whole number in [0, 2³²), for `random(seed)`
 * @throws RangeError for a name without a letter
 * @example const own = random(studentSeed('Ada Lovelace'));
 */
export function studentSeed(name: string): number {
  if (typeof name !== 'string' || !/\p{L}/u.test(name)) {
    throw new RangeError(`name must be a text with at least one letter, got ${formatValue(name)}`);
  }
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name.trim().toLowerCase())) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
