export { type Handle, type Resources, resources } from './resources.js';
export { type FusedStep, fusedStep } from './step/fused-step.js';
export { type AccelerationState, AccelerationSwitch } from './switch.js';
export type { NativeBackend, TensorMetadata } from './types.js';
