export { blurImage, jitter, shiftImage } from './augment.js';
export { classCounts, classWeights, sampleWeights } from './class-weights.js';
export { type Augment, type Oversampled, oversample } from './oversample.js';
export { normalizeSampleWeight, strengthen } from './strengthen.js';
export { type Strengthened, trainStrengthened } from './strengthened-training.js';
