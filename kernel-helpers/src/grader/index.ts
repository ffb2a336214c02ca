/** What the commands of the project use of the grader. */
export { fingerprint, graderVersion } from './class/fingerprint.js';
export { pointsForNothing } from './class/for-nothing.js';
export { type ItemGain, type ItemScores, itemGains } from './class/item-gain.js';
export { type ItemStatistics, itemStatistics, type TestStatistics } from './class/item-statistics.js';
export { gradeModel, type Model } from './class/model.js';
export { gradeNotebook, type JobResult, type NotebookJob } from './class/notebook-job.js';
export { defaultJobs, eachOf } from './class/pool.js';
export { type AssignmentSettings, type CourseSettings, readSettings, settingsOf } from './class/settings.js';
export { formatTable } from './class/table.js';
export type { NotebookOutcome } from './grade-notebook.js';
export { GraderError } from './grader-error.js';
export { type GradedCell, readCells } from './notebook/cells.js';
export { shown, whyNotGradable } from './notebook/handed-in.js';
export { leaks } from './notebook/leaks.js';
export * from './sandbox/index.js';
export { type CompareOptions, type Pair, type Span, similarPairs, type Work } from './similarity/compare.js';
