export type { AccelerationState } from '../accelerate/index.js';
export { type AboutRow, about } from './about.js';
export {
  type Bounds,
  checkInteger,
  checkNumber,
  checkOneOf,
  checkSameLength,
  checkSeries,
  didYouMean,
  formatValue,
  nearest,
} from './check.js';
export { argMax, type Labels, type Rows } from './data.js';
export { escapeHtml } from './escape-html.js';
export { fnv1a } from './fnv1a.js';
export { cacheDir, dataPath, projectRoot } from './paths.js';
export { type RandomStream, seededRandom } from './seeded-random.js';
export { accelerate, accelerations, type BackendInfo, backendInfo, tf } from './tf.js';
