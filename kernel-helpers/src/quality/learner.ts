/** What this room needs from a model. It takes functions, so that any model can be used. */
import { checkProbabilities, type Labels, type Rows } from '../core/data.js';

/** Class probabilities of examples, one row each. */
export type Predict = (rows: Rows) => Rows | Promise<Rows>;

/**
 * Trains a fresh model from scratch and gives its prediction function.
 * `sampleWeight` (one weight an example, average 1) comes from class weights or from strengthening; a learner that cannot use it must refuse it.
 */
export type Learner = (
  rows: Rows,
  labels: Labels,
  options: { classes: number; sampleWeight?: ArrayLike<number> },
) => Predict | Promise<Predict>;

/** Predicts and checks: a row an example, of `classes` probabilities. @throws RangeError */
export async function predictWith(predict: Predict, rows: Rows, classes: number): Promise<Rows> {
  const probs = await predict(rows);
  const columns = checkProbabilities('probs', probs, rows.length);
  if (columns !== classes) throw new RangeError(`probs must have ${classes} classes, got ${columns}`);
  return probs;
}
