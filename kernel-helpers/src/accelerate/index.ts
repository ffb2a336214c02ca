export type { NativeBackend, TensorMetadata } from './acceleration.js';
export type { LeverState, LeverSwitch } from './accelerations.js';
export { makeLeverSwitch } from './accelerations.js';
export { type FusedStep, fusedStep } from './step/compiled-step.js';
