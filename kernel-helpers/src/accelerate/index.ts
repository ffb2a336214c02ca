export { type Handle, type Resources, resources } from './resources.js';
export { drawn, drawsApart, dropoutMask } from './step/drawn.js';
export { type AfterStep, addsAfterStep, type FusedStep, fusedStep } from './step/fused-step.js';
export { type AccelerationState, AccelerationSwitch } from './switch.js';
export type { NativeBackend, TensorMetadata } from './types.js';
