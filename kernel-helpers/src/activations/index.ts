export { crossEntropy, softmaxGradient } from './cross-entropy.js';
export { deadUnits, type LayerDeadUnits } from './dead-units.js';
export { erf, erfc } from './erf.js';
export { type InitializerName, initializerNames } from './initializers.js';
export { type LayerActivation, layerActivation } from './layer-names.js';
export { normalizedLogistic, normalizedLogisticGradient } from './normalized-logistic.js';
export { type LayerSignal, type PropagateOptions, propagate } from './propagate.js';
export {
  type ActivationConfig,
  activation,
  activationNames,
  activations,
  type OwnActivation,
  registerActivation,
  unregisterActivation,
} from './registry.js';
export { type Saturation, saturation } from './saturation.js';
export type { Histogram, SignalStatistics } from './signal-statistics.js';
export { logSumExp, softmax } from './softmax.js';
export type { Activation, ActivationName } from './types.js';
