import type { MimeBundle } from './api.js';
import type { Compiled } from './compiled.js';

/** How a cell ended. A rejected or thrown value may be anything. */
export type RunResult =
  | { readonly ok: true; readonly hasValue: boolean; readonly value: unknown }
  | { readonly ok: false; readonly error: unknown; readonly reached: number };

/** The three fields of Jupyter's `error` message, and what is shown below it. */
export interface FormattedError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
  /** What the traceback left out, to be opened in a page. */
  readonly more?: MimeBundle;
}

/** Representations of a value and their metadata, as `execute_result` wants them. */
export interface FormattedValue {
  readonly data: MimeBundle;
  readonly metadata: Record<string, unknown>;
}

/** Executes compiled cells in this process. Implemented by `CellRuntime`. */
export interface Runtime {
  run(compiled: Compiled): Promise<RunResult>;
  /** Begins to load a package that has no side effects, while the front still checks the cell that imports it. */
  preload(specifier: string): void;
  formatError(error: unknown): FormattedError;
  /** The index of the statement the running (or interrupted) cell has reached, for an `outcome` when `run` never settles. */
  reached(): number;
}

/**
 * `import … from 'tslab'` in a cell gives the object found under this symbol of `globalThis`
 * (the kernel's own `display`, `newDisplay`, …); the kernel puts it there before the first cell runs.
 */
export const tslabSymbol: unique symbol = Symbol.for('lecture-lab.tslab') as never;
