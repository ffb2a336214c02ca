export { type ConventionRow, conventions } from './conventions.js';
export { methods, optimizer, optimizerNames } from './registry.js';
export * from './schedules/index.js';
export type { Convention, Optimizer, OptimizerConfig, OptimizerName, OptimizerState, Rate, Walk } from './types.js';
