import type { Labels } from '../../core/data.js';
import { checkInteger, checkNumber, seededRandom } from '../../core/index.js';
import { checkGroups, unitsOf } from './groups.js';

/**
 * Splits examples into named parts by fraction: every example is in exactly one part.
 *
 * With labels each class is split in the same proportions; with groups a group (patient, video, author) is never in two
 * parts, which would let the test set leak into training. With both, groups stay whole, and the proportions are as close as whole groups allow.
 *
 * @param n number of examples
 * @param options.fractions part → share, above 0, that sum to 1; default `{ train: 0.8, dev: 0.1, test: 0.1 }`
 * @param options.labels n class indices, default: not looked at
 * @param options.groups n group names, default: none
 * @param options.seed default 1
 * @returns part → positions, ascending
 * @throws RangeError for fractions that do not sum to 1, or a part that would be empty
 */
export function trainTestSplit<Part extends string = 'train' | 'dev' | 'test'>(
  n: number,
  options: { fractions?: Record<Part, number>; labels?: Labels; groups?: ArrayLike<string | number>; seed?: number } = {},
): Record<Part, number[]> {
  checkInteger('n', n, { min: 1 });
  const fractions = options.fractions ?? ({ train: 0.8, dev: 0.1, test: 0.1 } as Record<Part, number>);
  const parts = Object.keys(fractions) as Part[];
  for (const part of parts) checkNumber(`fractions.${part}`, fractions[part], { above: 0, max: 1 });
  const sum = parts.reduce((total, part) => total + fractions[part], 0);
  if (Math.abs(sum - 1) > 1e-9) throw new RangeError(`fractions must sum to 1, got ${Number(sum.toPrecision(6))}`);
  checkGroups(n, options.labels, options.groups);

  const out = Object.fromEntries(parts.map((part) => [part, [] as number[]])) as Record<Part, number[]>;
  let total = 0;
  for (const unit of unitsOf(n, options.labels, options.groups, seededRandom(options.seed ?? 1))) {
    // The next unit goes to the part that lacks most of its share. Within a class this keeps the proportions.
    total += unit.length;
    const behind = (part: Part) => fractions[part] * total - out[part].length;
    const next = parts.reduce((best, part) => (behind(part) > behind(best) + 1e-9 ? part : best));
    out[next].push(...unit);
  }
  for (const part of parts) {
    if (out[part].length === 0) throw new RangeError(`fractions.${part} must leave the part an example, got none of ${n}`);
    out[part].sort((a, b) => a - b);
  }
  return out;
}
