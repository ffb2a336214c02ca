import { checkLabels, checkRows, type Labels, type Rows, take, zip } from '../../core/data.js';
import { checkSameLength } from '../../core/index.js';
import { type Learner, predictWith } from '../learner.js';
import { kFold } from '../splits/k-fold.js';

/**
 * Class probabilities of every example from a model that has not seen it: k models, each trained on all folds but one,
 * each predicting the fold it missed. A model that memorizes its training set gives every wrong label probability 1 there;
 * here it cannot.
 *
 * @param rows n × d
 * @param labels n class indices, every class present at least twice
 * @param learn trains a fresh model on what it is given
 * @param options.folds 2 … n, default 5
 * @param options.seed of the folds, default 1
 * @returns n × classes
 * @throws RangeError
 */
export async function crossValPredictProba(
  rows: Rows,
  labels: Labels,
  learn: Learner,
  options: { classes?: number; folds?: number; seed?: number } = {},
): Promise<number[][]> {
  const [n] = checkRows('rows', rows);
  checkSameLength('rows', rows, 'labels', labels);
  const classes = checkLabels('labels', labels, { classes: options.classes, everyClass: true });
  const probs: number[][] = new Array(n);
  for (const { train, test } of kFold(n, { folds: options.folds, labels, seed: options.seed })) {
    const predict = await learn(take(rows, train), take(labels, train), { classes });
    const held = await predictWith(predict, take(rows, test), classes);
    for (const [i, row] of zip(test, held)) probs[i] = Array.from(row);
  }
  return probs;
}
