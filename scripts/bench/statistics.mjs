/**
 * The value below which the share `q` of the values lies, by linear interpolation.
 * @param {number[]} values
 * @param {number} q in [0, 1]
 */
export function quantile(values, q) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  return low + (at % 1) * ((sorted[Math.floor(at) + 1] ?? low) - low);
}

export const median = (/** @type {number[]} */ values) => quantile(values, 0.5);
export const quartiles = (/** @type {number[]} */ values) => [quantile(values, 0.25), quantile(values, 0.75)];
