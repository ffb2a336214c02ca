export { jitter, shiftImage } from './augment.js';
export { classCounts, classWeights, exampleWeights } from './class-weights.js';
export { type Augment, type Oversampled, oversample } from './oversample.js';
export { normalizeWeights, strengthen } from './strengthen.js';
export { type Strengthened, trainStrengthened } from './strengthened-training.js';
