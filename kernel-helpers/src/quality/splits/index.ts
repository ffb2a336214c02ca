export { type ErrorGap, type ErrorRates, fourWay, largestGap } from './four-way.js';
export { type Fold, kFold } from './k-fold.js';
export { trainTestSplit } from './train-test-split.js';
