export type { AccelerationState } from '../accelerate/index.js';
export {
  type Bounds,
  checkInteger,
  checkNumber,
  checkOneOf,
  checkSameLength,
  checkSeries,
  formatValue,
  nearest,
} from './check.js';
export { cacheDir, dataPath, projectRoot } from './paths.js';
export { type Random, random } from './random.js';
export { accelerate, accelerations, type BackendInfo, backendInfo, tf } from './tf.js';
