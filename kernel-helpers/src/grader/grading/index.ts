export { type Check, type CheckReport, checks, gradingSymbol } from './checks.js';
export { expectClose, expectEqual, expectThat, expectThrows } from './expect.js';
export { CheckFailure } from './failure.js';
export { forbids, teachersSideSymbol } from './forbids.js';
export type { CheckLine } from './report.js';
export { reportText } from './report.js';
