import { argMax, checkLabels, checkRows, type Labels, type Rows, zip } from '../../core/data.js';
import { checkInteger, checkSameLength } from '../../core/index.js';
import { type Learner, type Predict, predictWith } from '../learner.js';
import { normalizeSampleWeight, strengthen } from './strengthen.js';

/** The result of training with strengthening factors. */
export interface Strengthened {
  readonly predict: Predict;
  /** The last weights, one for each example, before they are scaled to average 1. */
  readonly sampleWeight: Float64Array;
  /** Misclassified training examples after each round. */
  readonly wrong: number[];
}

/**
 * Trains in rounds: {@link strengthen} raises the weights of misclassified examples between two rounds of `learn`.
 *
 * @param options.rounds at least 1, default 5
 * @param options.classes number of classes, default the largest label + 1
 * @param options.factor of {@link strengthen}, at least 1, default 1.5
 * @param options.decay of {@link strengthen}, in [0, 1], default 0.5
 * @param options.most the largest weight, at least 1, default 10
 * @throws RangeError
 */
export async function trainStrengthened(
  rows: Rows,
  labels: Labels,
  learn: Learner,
  options: { rounds?: number; classes?: number; factor?: number; decay?: number; most?: number } = {},
): Promise<Strengthened> {
  const [n] = checkRows('rows', rows);
  checkSameLength('rows', rows, 'labels', labels);
  const classes = checkLabels('labels', labels, { classes: options.classes });
  const rounds = checkInteger('rounds', options.rounds ?? 5, { min: 1 });
  let sampleWeight: Float64Array = new Float64Array(n).fill(1);
  const wrong: number[] = [];
  for (let round = 1; ; round++) {
    const predict = await learn(rows, labels, { classes, sampleWeight: normalizeSampleWeight(sampleWeight) });
    const probs = await predictWith(predict, rows, classes);
    const flags = Array.from(zip(labels, probs), ([label, row]) => argMax(row) !== label);
    wrong.push(flags.filter(Boolean).length);
    if (round === rounds) return { predict, sampleWeight, wrong };
    sampleWeight = strengthen(sampleWeight, flags, options);
  }
}
