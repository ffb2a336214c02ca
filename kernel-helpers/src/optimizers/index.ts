export { type ConventionRow, conventions } from './conventions.js';
export * from './landscapes/index.js';
export { type Descent, type Divergence, type MinimizeOptions, minimize, type StateRecord } from './minimize.js';
export { type Lane, type RaceOptions, race } from './race.js';
export { optimizer, optimizerMethods, optimizerNames } from './registry.js';
export * from './schedules/index.js';
export { LabOptimizer, tfOptimizer, tfOptimizerClasses } from './tf/index.js';
export { type RateSweep, rateGrid, type TuneOptions, tuneRate, withRate } from './tune-rate.js';
export type { Convention, Optimizer, OptimizerConfig, OptimizerName, OptimizerState, Rate, Walk } from './types.js';
