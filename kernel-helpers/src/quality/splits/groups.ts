import { checkLabels, type Labels } from '../../core/data.js';
import { checkSameLength, type RandomStream } from '../../core/index.js';

/** Checks that labels and groups, if given, have one entry for each example. @throws RangeError */
export function checkGroups(n: number, labels?: Labels, groups?: ArrayLike<string | number>): void {
  if (labels) {
    checkSameLength('examples', { length: n }, 'labels', labels);
    checkLabels('labels', labels);
  }
  if (groups) checkSameLength('examples', { length: n }, 'groups', groups);
}

/**
 * The units of a split: single examples, or whole groups; shuffled, then ordered by class (of the group's first example)
 * so that assigning them to the parts in turn spreads every class.
 */
export function unitsOf(
  n: number,
  labels: Labels | undefined,
  groups: ArrayLike<string | number> | undefined,
  rng: RandomStream,
): number[][] {
  const byGroup = new Map<string | number, number[]>();
  for (let i = 0; i < n; i++) {
    const key = groups?.[i] ?? i;
    const unit = byGroup.get(key);
    if (unit) unit.push(i);
    else byGroup.set(key, [i]);
  }
  const units = rng.shuffle([...byGroup.values()]);
  // Large groups come first, so that the small ones can balance the sizes.
  if (groups) units.sort((a, b) => b.length - a.length);
  else if (labels) {
    const classOf = ([first = 0]: number[]) => labels[first] ?? 0;
    units.sort((a, b) => classOf(a) - classOf(b));
  }
  return units;
}
