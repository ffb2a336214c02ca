export type { NativeBackend, TensorMetadata } from './acceleration.js';
export type { AccelerationState, AccelerationSwitch } from './accelerations.js';
export { makeAccelerationSwitch } from './accelerations.js';
export { type FusedStep, fusedStep } from './step/compiled-step.js';
