export type { LeverState, LeverSwitch } from './levers.js';
export { makeLeverSwitch } from './levers.js';
