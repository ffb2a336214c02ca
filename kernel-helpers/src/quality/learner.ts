/** The interface of a model in this room. It consists of functions, so that any model can be used. */
import { checkProbabilities, type Labels, type Rows } from '../core/data.js';

/** Class probabilities of examples, one row each. */
export type Predict = (rows: Rows) => Rows | Promise<Rows>;

/**
 * Trains a fresh model from scratch and gives its prediction function.
 * `sampleWeight` (one weight for each example, average 1) comes from class weights or from strengthening; a learner that cannot use it
 * must throw.
 */
export type Learner = (
  rows: Rows,
  labels: Labels,
  options: { classes: number; sampleWeight?: ArrayLike<number> },
) => Predict | Promise<Predict>;

/** Predicts and checks: one row of `classes` probabilities for each example. @throws RangeError */
export async function predictWith(predict: Predict, rows: Rows, classes: number): Promise<Rows> {
  const probs = await predict(rows);
  const columns = checkProbabilities('probs', probs, rows.length);
  if (columns !== classes) throw new RangeError(`probs must have ${classes} classes, got ${columns}`);
  return probs;
}
