import { argMax, checkLabels, checkRows, countsOf, type Labels, type Rows, take, zip } from '../../core/data.js';
import { checkInteger, checkNumber, checkOneOf, checkSameLength } from '../../core/index.js';
import { type Learner, predictWith } from '../learner.js';
import { type Cleaned, type CleaningAction, cleaned } from './cleaning.js';
import { crossValPredictProba } from './cross-validate.js';

/** A cleaning by the lecture's loop, with what each round did. */
export interface CleanedByTraining extends Cleaned {
  /** One row for each round: how many examples it found misclassified, and how many labels differ from the given ones (or are gone) after it. */
  readonly rounds: { readonly round: number; readonly misclassified: number; readonly changed: number }[];
}

/**
 * The lecture's loop: train on all examples, find the misclassified ones, correct or remove them. Repeat until a round
 * changes little.
 *
 * "Misclassified" is judged by cross-validation (`folds`), so that a model cannot memorize the labels that it judges; `folds: 0` judges
 * the training set by the model trained on it, as the slide says. On the slide a person decides about each example. Here `confidence`
 * decides: a label counts as wrong only if the model gives another class at least that probability.
 *
 * @param options.action `'correct'` (default) or `'remove'`
 * @param options.confidence in [0, 1], default 0.5
 * @param options.folds 0, or 2 … n; default 5
 * @param options.maxRounds default 5
 * @param options.tolerance stop where a round changes at most this share of the labels, default 0.002
 * @param options.classes number of classes, default the largest label + 1
 * @param options.seed of the folds, default 1
 * @throws RangeError
 */
export async function cleanByTraining(
  rows: Rows,
  labels: Labels,
  learn: Learner,
  options: {
    action?: CleaningAction;
    classes?: number;
    confidence?: number;
    folds?: number;
    maxRounds?: number;
    tolerance?: number;
    seed?: number;
  } = {},
): Promise<CleanedByTraining> {
  const [n] = checkRows('rows', rows);
  checkSameLength('rows', rows, 'labels', labels);
  const classes = checkLabels('labels', labels, { classes: options.classes, everyClass: true });
  const action = checkOneOf('action', options.action ?? 'correct', ['correct', 'remove']);
  const confidence = checkNumber('confidence', options.confidence ?? 0.5, { min: 0, max: 1 });
  const folds = checkInteger('folds', options.folds ?? 5, { min: 0, max: n });
  const maxRounds = checkInteger('maxRounds', options.maxRounds ?? 5, { min: 1 });
  const tolerance = checkNumber('tolerance', options.tolerance ?? 0.002, { min: 0, max: 1 });
  const seed = options.seed ?? 1;

  let current = Array.from(labels);
  let kept = current.map((_, i) => i);
  const rounds: CleanedByTraining['rounds'] = [];
  for (let round = 1; round <= maxRounds; round++) {
    const [x, y] = [take(rows, kept), take(current, kept)];
    const probs =
      folds === 0
        ? await predictWith(await learn(x, y, { classes }), x, classes)
        : await crossValPredictProba(x, y, learn, { classes, folds, seed: seed + round - 1, label: `Round ${round}` });
    let misclassified = 0;
    const wrong = new Map<number, number>();
    for (const [i, row] of zip(kept, probs)) {
      const guess = argMax(row);
      if (guess === current[i]) continue;
      misclassified++;
      if (Math.max(...Array.from(row)) >= confidence) wrong.set(i, guess);
    }
    const next = current.map((label, i) => wrong.get(i) ?? label);
    const left = action === 'remove' ? kept.filter((i) => !wrong.has(i)) : kept;
    // A class without examples cannot be learned in the next round, so the loop stops before a round that would empty one.
    if (countsOf(take(next, left), classes).some((count) => count < 2)) break;
    [current, kept] = [next, left];
    const changed = current.filter((label, i) => label !== labels[i]).length;
    rounds.push({ round, misclassified, changed });
    if (wrong.size <= tolerance * n) break;
  }
  const flagged = current.flatMap((label, i) => (label === labels[i] ? [] : [i]));
  return { ...cleaned(labels, current, flagged, action), rounds };
}
