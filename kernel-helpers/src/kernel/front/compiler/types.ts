/** What the compiler takes and returns. Types only. */
import type { Compiled } from '../../shared/compiled.js';

/** A message of the compiler, at a place of the cell. Lines and columns count from 1. */
export interface CellDiagnostic {
  /** The local module in which it is; absent where it is in the cell. */
  readonly file?: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** TypeScript's code, such as `TS2322`; empty for a message of the kernel's own. */
  readonly code: string;
  readonly message: string;
}

/** A cell that must not run. `ename`, `evalue` and `formatted` are ready for Jupyter's `error` message. */
export interface CompileFailure {
  readonly ok: false;
  readonly cellNumber: number;
  readonly diagnostics: readonly CellDiagnostic[];
  readonly ename: string;
  readonly evalue: string;
  /** The traceback: position, code frame and message of each diagnostic, with terminal colors. */
  readonly formatted: readonly string[];
}

/** How far the runner came: without `reached` the whole cell ran, else it threw in the statement with that index. */
export interface CellOutcome {
  readonly reached?: number;
}

/** The compiler of one session, as the front uses it. Implemented by `CellCompiler`. */
export interface Compiler {
  /** Checks and emits a cell; nothing is kept until `commit`. Never throws. */
  compile(code: string, cell: { readonly number: number }): Compiled | CompileFailure;
  /** Makes the declarations of a compiled cell known to the next ones. */
  commit(id: string, outcome: CellOutcome): void;
  /** The names that cells have imported since the last call. */
  takeImported(): string[];
  /** Whether `tidy` has something to do. */
  readonly isUntidy: boolean;
  /** Forgets cells that nothing can name any more, and what was asked while typing. Takes some tenths of a second: for a time when nobody waits. */
  tidy(): void;
}

export interface CompilerOptions {
  /** Imports and `tsconfig.json` are looked up from here. */
  readonly cwd: string;
  /** More folders that hold `@types` packages. */
  readonly typeRoots?: readonly string[];
  /** The folder whose `node_modules` is used for modules that `cwd` cannot resolve; default: see `projectOf`. */
  readonly project?: string;
  /**
   * Runs cells without checking them and without the types of packages, as the setting `LECTURE_LAB_CHECK=off` does; `// @ts-nocheck`
   * leaves one cell unchecked.
   */
  readonly untyped?: boolean;
  /** How cells are checked in a folder without a `tsconfig.json`; default: strictly in the project's own folders, else as tslab does. */
  readonly strict?: boolean;
}
