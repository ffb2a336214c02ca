/** The cell that is being written, opened once for all questions about the same text. */
import type { CellCompiler, CheckedCell } from '../compiler/index.js';
import type { ts } from '../compiler/ts.js';

export class Opened {
  readonly #compiler: CellCompiler;
  /** The program weakly: one that a new one replaced is given back. */
  #last:
    | { readonly code: string; readonly cells: number; readonly program: WeakRef<ts.Program>; readonly checked: CheckedCell }
    | undefined;

  constructor(compiler: CellCompiler) {
    this.#compiler = compiler;
  }

  /** The cell, with the compiler's messages. The checker keeps what it found out about a file, so the same text is opened only once. */
  of(code: string): CheckedCell {
    const { types } = this.#compiler;
    const last = this.#last;
    if (last?.code === code && last.cells === types.cells.length && last.program.deref() === types.program) return last.checked;
    const checked = this.#compiler.check(code);
    this.#last = { code, cells: types.cells.length, program: new WeakRef(types.program), checked };
    return checked;
  }
}
