import { checkLabels, type Labels } from '../../core/data.js';
import { checkSameLength, type RandomStream } from '../../core/index.js';

/** Checks that labels and groups, where given, have one entry an example. @throws RangeError */
export function checkGroups(n: number, labels?: Labels, groups?: ArrayLike<string | number>): void {
  if (labels) {
    checkSameLength('examples', { length: n }, 'labels', labels);
    checkLabels('labels', labels);
  }
  if (groups) checkSameLength('examples', { length: n }, 'groups', groups);
}

/**
 * What a split deals out: single examples, or whole groups; shuffled, then ordered by class (of the group's first example)
 * so that dealing them in turn spreads every class.
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
  // Large groups first: the small ones then even out what they leave.
  if (groups) units.sort((a, b) => b.length - a.length);
  else if (labels) {
    const classOf = ([first = 0]: number[]) => labels[first] ?? 0;
    units.sort((a, b) => classOf(a) - classOf(b));
  }
  return units;
}
