/** The public surface of the lab: re-exports, nothing else. */
export * from './activations/index.js';
export * from './classification/index.js';
export * from './core/index.js';
export * from './datasets/index.js';
export * from './display/index.js';
export * from './errata/index.js';
export * from './exercises/index.js';
export * from './grader/grading/index.js';
export * from './optimizers/index.js';
export * from './plots/index.js';
export * from './quality/index.js';
export * from './smoothing/index.js';
export * from './training/index.js';
export * from './transfer/index.js';
