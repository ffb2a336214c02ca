import { checkLabels, checkRows, type Labels, type Rows, take, zip } from '../../core/data.js';
import { checkSameLength } from '../../core/index.js';
import { withProgress } from '../../display/index.js';
import { type Learner, predictWith } from '../learner.js';
import { kFold } from '../splits/k-fold.js';

/**
 * Class probabilities of every example from a model that has not seen it: k models are each trained on all folds except
 * one, and predict that fold. A model can memorize the wrong labels of its training set, but not those of another fold.
 *
 * @param rows n × d
 * @param labels n class indices, every class present at least twice
 * @param learn trains a fresh model on what it is given
 * @param options.folds 2 … n, default 5
 * @param options.seed of the folds, default 1
 * @param options.label of the bar that appears after a second, default `'Cross-validation'`
 * @param options.classes number of classes, default the largest label + 1
 * @returns n × classes
 * @throws RangeError
 */
export async function crossValPredictProba(
  rows: Rows,
  labels: Labels,
  learn: Learner,
  options: { classes?: number; folds?: number; seed?: number; label?: string } = {},
): Promise<number[][]> {
  const [n] = checkRows('rows', rows);
  checkSameLength('rows', rows, 'labels', labels);
  const classes = checkLabels('labels', labels, { classes: options.classes, everyClass: true });
  const probs: number[][] = new Array(n);
  const folds = [...kFold(n, { folds: options.folds, labels, seed: options.seed })];
  for (const { train, test } of withProgress(folds, { label: options.label ?? 'Cross-validation', unit: 'folds', after: 1000 })) {
    const predict = await learn(take(rows, train), take(labels, train), { classes });
    const held = await predictWith(predict, take(rows, test), classes);
    for (const [i, row] of zip(test, held)) probs[i] = Array.from(row);
  }
  return probs;
}
