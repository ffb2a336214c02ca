import { quickselect } from 'd3-array';
import { type Labels, type Rows, take, zip } from '../../core/data.js';
import { checkOneOf } from '../../core/index.js';
import { type ConfidentCounts, calibrate, confidentCounts } from './confident-joint.js';

export type LabelIssueMethod = 'pruneByNoiseRate' | 'confidentLearning';

/**
 * Positions of the examples whose label is probably wrong, by confident learning.
 *
 * - `'confidentLearning'`: the examples counted off the diagonal of the confident joint.
 * - `'pruneByNoiseRate'` (default): for every pair (given i, true j) as many examples as the confident joint says, those with the
 *   largest margin `p(j) − p(i)`. It finds more label errors, with slightly lower precision.
 *
 * Neither flags an example whose given label is the model's own choice.
 *
 * @param labels n given class indices, every class present
 * @param probs n × K probabilities from models that did not train on the example ({@link crossValPredictProba})
 * @param options.method `'pruneByNoiseRate'` (default) or `'confidentLearning'`
 * @returns positions, ascending
 * @throws RangeError for labels outside the classes, rows that do not sum to 1, or a class with no example
 * Source: Northcutt, Jiang and Chuang, *Confident Learning*, JAIR 70 (2021). Equal to cleanlab 2.9's `find_label_issues`, except for
 * exact ties in the rounding of the joint: here
 * they go to the first class, in cleanlab an unstable sort decides.
 */
export function findLabelIssues(labels: Labels, probs: Rows, options: { method?: LabelIssueMethod } = {}): number[] {
  const method = checkOneOf('method', options.method ?? 'pruneByNoiseRate', ['pruneByNoiseRate', 'confidentLearning']);
  const counted = confidentCounts(labels, probs);
  const flagged =
    method === 'confidentLearning'
      ? Array.from(counted.confident, (guess, i) => guess >= 0 && guess !== labels[i])
      : pruneByNoiseRate(labels, probs, counted);
  return Array.from(zip(labels, probs)).flatMap(([label, row], i) => (flagged[i] && !chosen(row, label) ? [i] : []));
}

function pruneByNoiseRate(labels: Labels, probs: Rows, counted: ConfidentCounts): boolean[] {
  const flagged = new Array<boolean>(labels.length).fill(false);
  const examples = Array.from(zip(labels, probs), ([label, row], i) => ({ label, row, i }));
  for (const [given, counts] of keepOnePerClass(calibrate(counted, labels)).entries()) {
    const members = examples.filter(({ label }) => label === given);
    if (members.length <= 1) continue; // a class keeps its last example
    for (const [other, count] of counts.entries()) {
      if (other === given || count === 0) continue;
      const margins = Float64Array.from(members, ({ row }) => row[other]! - row[given]!); // rows have a column for each class
      for (const { i } of take(members, largest(margins, count))) flagged[i] = true;
    }
  }
  return flagged;
}

/** If calibration counts no example of a class as correct, one is taken back from the class's noise counts. */
function keepOnePerClass(joint: number[][]): number[][] {
  return joint.map((row, given) => {
    if ((row[given] ?? 0) >= 1) return row;
    const noisy = Math.max(row.filter((x) => x !== 0).length - 1, 1);
    return row.map((x, other) => (other === given ? 1 : Math.trunc(Math.max(x - 1 / noisy, 0))));
  });
}

/** Positions of the `count` largest values, of equal ones the first. Selecting takes linear time, sorting would take n log n. */
function largest(values: Float64Array, count: number): number[] {
  if (count >= values.length) return Array.from(values, (_, at) => at);
  const limit = quickselect(values.slice(), values.length - count)[values.length - count] ?? Number.NaN;
  const above: number[] = [];
  const equal: number[] = [];
  values.forEach((value, at) => {
    if (value > limit) above.push(at);
    else if (value === limit) equal.push(at);
  });
  return [...above, ...equal.slice(0, count - above.length)];
}

/** True where the given label is the model's choice, up to rounding. */
function chosen(row: ArrayLike<number>, label: number): boolean {
  const all = Array.from(row);
  const own = (all[label] ?? 0) + 1e-6;
  // Of equal probabilities the first one is the choice, so an equal one before the label is chosen instead of it.
  return !all.some((p, k) => k !== label && (k < label ? p >= own : p > own));
}
