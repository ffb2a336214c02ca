/** What the front takes of this room. */
export { CellCompiler } from './cell-compiler.js';
export type {
  CellDiagnostic,
  CellOutcome,
  Compiled,
  CompileFailure,
  Compiler,
  CompilerOptions,
  Completeness,
  CompletionMatch,
  Completions,
  Inspection,
  LocalModule,
} from './types.js';
