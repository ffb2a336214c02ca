export { settingFromAddress, settingToAddress } from './address.js';
export { labCode, tensorFlowCode } from './code.js';
export type { FeatureName, Point } from './features.js';
export { type PlaneData, type PlaneDataName, planeData } from './plane-data.js';
export type { PlaneHistory } from './plane-history.js';
export { PlaneNetwork, planeNetwork } from './plane-network.js';
export { type PlaygroundControl, playground } from './playground.js';
export type { PenaltyName, PlaneSetting } from './setting.js';
