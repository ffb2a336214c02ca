/** The value below which the share `q` of the values lies, by linear interpolation. */
export function quantile(values, q) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const low = sorted[Math.floor(at)];
  return low + (at % 1) * ((sorted[Math.floor(at) + 1] ?? low) - low);
}

export const median = (values) => quantile(values, 0.5);
export const quartiles = (values) => [quantile(values, 0.25), quantile(values, 0.75)];
