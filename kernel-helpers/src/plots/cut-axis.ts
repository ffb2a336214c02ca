/**
 * The title of an axis of bars. The length of a bar is read as its value, so an axis that does not begin at 0 must say so.
 * @param domain range of the axis, where the caller gave one
 */
export function cutTitle(title: string | undefined, domain: readonly [number, number] | undefined, log = false): string | null {
  if (log || !domain || (domain[0] <= 0 && domain[1] >= 0)) return title ?? null;
  return `${title ?? 'value'} (axis begins at ${domain[0]}, not at 0)`;
}
