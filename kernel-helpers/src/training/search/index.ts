export { estimateSearch, type SearchEstimate } from './estimate.js';
export type { SearchRun } from './record.js';
export { type Evaluate, hyperparameterSearch, type SearchOptions, type SearchResult, searchPlan, type Trial } from './search.js';
export { gridConfigs, randomConfigs, type SearchConfig, type SearchDimension, type SearchRange, type SearchSpace } from './space.js';
export { type SearchRow, searchTable } from './table.js';
