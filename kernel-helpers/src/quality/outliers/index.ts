export type { Detection } from './detection.js';
export { type OutlierEffect, outlierEffects } from './effects.js';
export { iqrOutliers } from './iqr.js';
export { knnOutliers } from './knn.js';
export { mahalanobisOutliers } from './mahalanobis.js';
export { modifiedZOutliers } from './modified-z.js';
export { type Treated, type Treatment, treatments, treatOutliers } from './treat.js';
export { winsorize, winsorizedMean } from './winsorize.js';
export { zScoreOutliers } from './z-score.js';
