/**
 * What passes between the two processes of the kernel: the front (sockets, checker, compiler) and the runner (the code of the cells).
 * Everything here is plain JSON. Types only, so that the runner can import them without taking the compiler along.
 */

/** A cell, checked and emitted. The runner executes it; the front then calls `CellCompiler.commit(id, outcome)`. */
export interface Compiled {
  readonly ok: true;
  /** Unique in a session: handed back to `commit`. */
  readonly id: string;
  readonly cellNumber: number;
  /** The cell as written, for code frames. */
  readonly source: string;
  /** The name under which the script runs and appears in stack frames. */
  readonly fileName: string;
  /** The body of an async function. */
  readonly js: string;
  /** The source map of `js`, as JSON text. */
  readonly map: string;
  /** The line on which each statement starts, for a thrown value that carries no stack. */
  readonly lines: readonly number[];
  /** Slots (realm-wide `let` variables) that must be declared before the cell runs. */
  readonly slots: readonly string[];
  /** The local source behind each specifier that leads to one. */
  readonly imports: Readonly<Record<string, string>>;
  /** Local modules the cell imports, that the runner loads anew where their version changed. */
  readonly modules: readonly LocalModule[];
}

/** A local TypeScript module, transpiled for the runner. */
export interface LocalModule {
  /** Absolute path of the source. */
  readonly file: string;
  /** Changes with the text of the module or of any local module below it. */
  readonly version: string;
  /** The body of an async function of `(exports, require, importMeta, importer)`. */
  readonly js: string;
  readonly map: string;
  /** Module specifiers that must be loaded first, with the file of each local one. */
  readonly imports: readonly { readonly specifier: string; readonly file?: string }[];
}

/** A message of the compiler, at a place of the cell. Lines and columns count from 1. */
export interface CellDiagnostic {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** TypeScript's code, such as `TS2322`. */
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
  /** The traceback: position, code frame and message of each diagnostic, with terminal colours. */
  readonly formatted: readonly string[];
}

/** How the runner fared: without `reached` the whole cell ran, else it threw in the statement of that index. */
export interface CellOutcome {
  readonly reached?: number;
}

export interface Completeness {
  readonly status: 'complete' | 'incomplete' | 'invalid';
  /** The indent of the next line; only with `incomplete`. */
  readonly indent?: string;
}

export interface CompletionMatch {
  readonly text: string;
  /** Jupyter's kind of thing: `function`, `class`, `property`, `keyword`, … */
  readonly type: string;
  readonly signature?: string;
  readonly documentation?: string;
}

/** Cursor positions count unicode code points, as the protocol says. */
export interface Completions {
  readonly matches: readonly CompletionMatch[];
  readonly cursorStart: number;
  readonly cursorEnd: number;
  /** The `metadata` of `complete_reply`, with `_jupyter_types_experimental`. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface Inspection {
  readonly found: boolean;
  /** `text/plain` and `text/markdown`; empty where nothing was found. */
  readonly data: Readonly<Record<string, string>>;
}

/** The compiler of one session, as the front uses it. Implemented by `CellCompiler`. */
export interface Compiler {
  /** Checks and emits a cell; nothing is kept until `commit`. Never throws. */
  compile(code: string, cell: { readonly number: number }): Compiled | CompileFailure;
  /** Makes the declarations of a compiled cell known to the next ones. */
  commit(id: string, outcome: CellOutcome): void;
  isComplete(code: string): Completeness;
  complete(code: string, cursor: number): Completions;
  inspect(code: string, cursor: number): Inspection;
  /** Lists the members of what the cells have newly imported: the first such list takes many times as long as the next ones. */
  prepare(): void;
}

export interface CompilerOptions {
  /** Imports and `tsconfig.json` are looked up from here. */
  readonly cwd: string;
  /** More folders that hold `@types` packages. */
  readonly typeRoots?: readonly string[];
  /** The folder whose `node_modules` serves what `cwd` cannot resolve; default: see `projectOf`. */
  readonly project?: string;
  /** Runs cells without checking them and without the types of packages, as the setting `LECTURE_LAB_CHECK=off` does; `// @ts-nocheck` leaves one cell unchecked. */
  readonly untyped?: boolean;
}
