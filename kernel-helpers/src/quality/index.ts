/** Quality of data: outliers, error analysis, class balance, mislabelled data, splits. */

export * from './balance/index.js';
export * from './errors/index.js';
export * from './labels/index.js';
export type { Learner, Predict } from './learner.js';
export * from './outliers/index.js';
export { softmaxLearner } from './softmax-learner.js';
export * from './splits/index.js';
