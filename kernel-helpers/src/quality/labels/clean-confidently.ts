import { argMax, type Labels, type Rows } from '../../core/data.js';
import { checkOneOf } from '../../core/index.js';
import type { Learner } from '../learner.js';
import { type Cleaned, type CleaningAction, cleaned } from './cleaning.js';
import { crossValPredictProba } from './cross-validate.js';
import { findLabelIssues, type LabelIssueMethod } from './find-label-issues.js';

/**
 * Cleans by confident learning: cross-validated probabilities, {@link findLabelIssues}, then remove (default, as in the paper) or
 * correct to the model's choice.
 *
 * @param options.method default `'pruneByNoiseRate'`
 * @param options.action `'remove'` (default) or `'correct'`
 * @param options.classes number of classes, default the largest label + 1
 * @param options.folds 2 … n, default 5
 * @param options.seed of the folds, default 1
 * @returns the cleaning, and the probabilities that it uses
 * @throws RangeError
 */
export async function cleanConfidently(
  rows: Rows,
  labels: Labels,
  learn: Learner,
  options: { action?: CleaningAction; method?: LabelIssueMethod; classes?: number; folds?: number; seed?: number } = {},
): Promise<Cleaned & { readonly probs: number[][] }> {
  const action = checkOneOf('action', options.action ?? 'remove', ['correct', 'remove']);
  const probs = await crossValPredictProba(rows, labels, learn, options);
  const flagged = findLabelIssues(labels, probs, { method: options.method });
  return { ...cleaned(labels, probs.map(argMax), flagged, action), probs };
}
