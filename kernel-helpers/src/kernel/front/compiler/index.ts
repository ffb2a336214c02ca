/** What the front takes of this room. */
export { CellCompiler } from './cell-compiler.js';
export type { CellDiagnostic, CellOutcome, CompileFailure, Compiler, CompilerOptions } from './types.js';
