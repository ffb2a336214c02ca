export { type FusedStep, fusedStep } from './compiled-step.js';
export type { NativeBackend, TensorMetadata } from './lever.js';
export type { LeverState, LeverSwitch } from './levers.js';
export { makeLeverSwitch } from './levers.js';
