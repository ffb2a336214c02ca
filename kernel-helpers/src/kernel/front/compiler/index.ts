/** What the front uses of this room. */
export { CellCompiler, type CheckedCell, withoutShebang } from './cell-compiler.js';
export type { CellTypes } from './cell-types.js';
export { helpersExercise } from './helpers-exercise.js';
export { isJavaScriptSession } from './settings.js';
export type { CellDiagnostic, CellOutcome, CompileFailure, Compiler, CompilerOptions } from './types.js';
