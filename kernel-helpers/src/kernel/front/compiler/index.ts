/** What the front takes of this room. */

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
} from '../../shared/compiled.js';
export { CellCompiler } from './cell-compiler.js';
