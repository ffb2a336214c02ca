import { countsOf, type Labels } from '../../core/data.js';
import { checkInteger, seededRandom } from '../../core/index.js';
import { checkGroups, unitsOf } from './groups.js';

/** One round of cross-validation: positions to train on, and those held out. */
export interface Fold {
  readonly train: number[];
  readonly test: number[];
}

/**
 * k folds: every example is held out exactly once. Stratified by class where labels are given, and no group is on both sides.
 *
 * @param n number of examples
 * @param options.folds 2 … n, default 5
 * @param options.labels n class indices: each class is spread evenly over the folds; default: not looked at
 * @param options.groups n group names (patient, video, author): a group is held out whole; default: none
 * @param options.seed default 1
 * @throws RangeError for more folds than examples or groups, or a class with fewer examples than 2
 */
export function kFold(
  n: number,
  options: { folds?: number; labels?: Labels; groups?: ArrayLike<string | number>; seed?: number } = {},
): Fold[] {
  checkInteger('n', n, { min: 2 });
  const folds = checkInteger('folds', options.folds ?? 5, { min: 2, max: n });
  checkGroups(n, options.labels, options.groups);
  const rng = seededRandom(options.seed ?? 1);
  const units = unitsOf(n, options.labels, options.groups, rng);
  if (units.length < folds) throw new RangeError(`folds must be at most the number of groups (${units.length}), got ${folds}`);
  if (options.labels) {
    const lonely = countsOf(options.labels, Math.max(...Array.from(options.labels)) + 1).indexOf(1);
    if (lonely >= 0) throw new RangeError(`labels must have at least 2 examples of a class to train and test on, got 1 of class ${lonely}`);
  }
  const of = new Int32Array(n);
  const sizes = new Array<number>(folds).fill(0);
  let turn = 0;
  for (const unit of units) {
    // Units come class by class, so assigning them in turn spreads each class. A group goes to the smallest fold.
    const fold = options.groups ? sizes.indexOf(Math.min(...sizes)) : turn++ % folds;
    sizes[fold]! += unit.length;
    for (const i of unit) of[i] = fold;
  }
  return sizes.map((_, fold) => {
    const train: number[] = [];
    const test: number[] = [];
    for (let i = 0; i < n; i++) (of[i] === fold ? test : train).push(i);
    return { train, test };
  });
}
