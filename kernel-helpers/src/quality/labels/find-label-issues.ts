import { checkOneOf } from '../../core/index.js';
import { argMax, type Labels, type Rows } from '../data.js';
import { type ConfidentCounts, calibrate, confidentCounts } from './confident-joint.js';

export type LabelIssueMethod = 'pruneByNoiseRate' | 'confidentLearning';

/**
 * Positions of the examples whose label is probably wrong, by confident learning.
 *
 * - `'confidentLearning'`: the examples counted off the diagonal of the confident joint.
 * - `'pruneByNoiseRate'` (default): for every pair (given i, true j) as many examples as the confident joint says, those with the
 *   largest margin `p(j) − p(i)`. It finds more, at slightly lower precision.
 *
 * Neither flags an example whose given label is the model's own choice.
 *
 * @param labels n given class indices, every class present
 * @param probs n × K probabilities from models that did not train on the example ({@link crossValidatedProbabilities})
 * @returns positions, ascending
 * @throws RangeError for labels outside the classes, rows that do not sum to 1, or a class with no example
 * Source: Northcutt, Jiang and Chuang, *Confident Learning*, JAIR 70 (2021). Equal to cleanlab 2.9's `find_label_issues`.
 */
export function findLabelIssues(labels: Labels, probs: Rows, options: { method?: LabelIssueMethod } = {}): number[] {
  const method = checkOneOf('method', options.method ?? 'pruneByNoiseRate', ['pruneByNoiseRate', 'confidentLearning']);
  const counted = confidentCounts(labels, probs);
  const flagged =
    method === 'confidentLearning'
      ? Array.from(counted.confident, (guess, i) => guess >= 0 && guess !== labels[i])
      : pruneByNoiseRate(labels, probs, counted);
  const issues: number[] = [];
  for (let i = 0; i < labels.length; i++) if (flagged[i] && !chosen(probs[i]!, labels[i]!)) issues.push(i);
  return issues;
}

function pruneByNoiseRate(labels: Labels, probs: Rows, counted: ConfidentCounts): boolean[] {
  const { classes } = counted;
  const flagged = new Array<boolean>(labels.length).fill(false);
  const toPrune = keepOnePerClass(calibrate(counted, labels));
  for (let given = 0; given < classes; given++) {
    const members: number[] = [];
    for (let i = 0; i < labels.length; i++) if (labels[i] === given) members.push(i);
    if (members.length <= 1) continue; // a class keeps its last example
    for (let other = 0; other < classes; other++) {
      const count = toPrune[given]![other]!;
      if (other === given || count === 0) continue;
      const margin = (i: number) => probs[i]![other]! - probs[i]![given]!;
      const order = [...members].sort((a, b) => margin(b) - margin(a));
      for (const i of order.slice(0, count)) flagged[i] = true;
    }
  }
  return flagged;
}

/** Where calibration left a class without a single example thought right, one is taken back from its noise counts. */
function keepOnePerClass(joint: number[][]): number[][] {
  return joint.map((row, given) => {
    if (row[given]! >= 1) return row;
    const noisy = Math.max(row.filter((x) => x !== 0).length - 1, 1);
    return row.map((x, other) => (other === given ? 1 : Math.trunc(Math.max(x - 1 / noisy, 0))));
  });
}

/** True where the given label is the model's choice, up to rounding. */
function chosen(row: ArrayLike<number>, label: number): boolean {
  const lifted = Float64Array.from(row);
  lifted[label]! += 1e-6;
  return argMax(lifted) === label;
}
