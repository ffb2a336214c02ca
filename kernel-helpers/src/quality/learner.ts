/** What the room needs of a model: it takes functions, so that any model serves. */
import { checkProbabilities, type Labels, type Rows } from '../core/data.js';

/** Class probabilities of examples, one row each. */
export type Predict = (rows: Rows) => Rows | Promise<Rows>;

/**
 * Trains a fresh model from scratch and gives its prediction function.
 * `weights` (one an example, average 1) come from class or strengthening weights; a learner that cannot use them must refuse them.
 */
export type Learner = (rows: Rows, labels: Labels, options: { classes: number; weights?: ArrayLike<number> }) => Predict | Promise<Predict>;

/** Predicts and checks: a row an example, of `classes` probabilities. @throws RangeError */
export async function predictWith(predict: Predict, rows: Rows, classes: number): Promise<Rows> {
  const probs = await predict(rows);
  const columns = checkProbabilities('probs', probs, rows.length);
  if (columns !== classes) throw new RangeError(`probs must have ${classes} classes, got ${columns}`);
  return probs;
}
