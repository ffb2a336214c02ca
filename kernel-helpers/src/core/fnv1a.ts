/**
 * The hash FNV-1a of whole numbers (bytes, letters' codes), 32 bits: the same on every machine, for seeds and for choices that must not
 * change from run to run. Not for cryptography.
 * @param start the hash to continue; default FNV's start value
 * @returns a whole number in [0, 2³²)
 */
export function fnv1a(codes: Iterable<number>, start = 0x811c9dc5): number {
  let hash = start >>> 0;
  for (const code of codes) hash = Math.imul(hash ^ code, 0x01000193) >>> 0;
  return hash;
}
