/** A compiled cell, as it passes from the front (sockets, checker, compiler) to the runner (the code of the cells). Plain JSON. */

/** A cell, checked and emitted. The runner executes it; the front then calls `CellCompiler.commit(id, outcome)`. */
export interface Compiled {
  readonly ok: true;
  /** Unique in a session; `commit` takes it. */
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
  /** The default of a package that was compiled to CommonJS is the one that it names, as under tslab; else all of it, as in Node. */
  readonly packageDefaults: boolean;
  /** Local modules the cell imports, that the runner loads again when their version changed. */
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
  /** As in a cell. */
  readonly packageDefaults: boolean;
  /** Module specifiers that must be loaded first, with the file of each local one. */
  readonly imports: readonly { readonly specifier: string; readonly file?: string }[];
}
