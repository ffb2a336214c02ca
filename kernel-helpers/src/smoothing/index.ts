export { ewa } from './ewa.js';
export { type EwaGaps, type EwaOptions, type EwaStream, ewaStream } from './ewa-stream.js';
export { lagBehind, ripple } from './measures.js';
export { type MovingAverageOptions, movingAverage, type WindowGaps } from './moving-average.js';
export {
  betaFromCenterOfMass,
  betaFromHalfLife,
  betaFromSpan,
  betaFromWindow,
  effectiveWindow,
  ewaWeights,
  halfLife,
  weightHeld,
} from './weights.js';
