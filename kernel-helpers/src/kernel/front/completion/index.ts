/** Help with a cell that is being written: completion, inspection, and whether the cell is complete. Built on the compiler's types. */
import type { CellCompiler } from '../compiler/index.js';
import { complete } from './complete.js';
import { completeness } from './completeness.js';
import { inspect } from './inspect.js';
import type { Completeness, Completions, Inspection } from './types.js';

export type { Completeness, CompletionMatch, Completions, Inspection } from './types.js';

/** `prepare` stops after this time (milliseconds), because a request may wait for it. */
const longestPreparation = 100;

export class Completion {
  readonly #compiler: CellCompiler;

  constructor(compiler: CellCompiler) {
    this.#compiler = compiler;
  }

  isComplete(code: string): Completeness {
    return completeness(code);
  }

  complete(code: string, cursor: number): Completions {
    return complete(this.#compiler.types, code, cursor);
  }

  inspect(code: string, cursor: number): Inspection {
    return inspect(this.#compiler.types, code, cursor);
  }

  /** Lists the members of new imports in advance: the first such list takes many times longer than the next ones. */
  prepare(): void {
    const end = performance.now() + longestPreparation;
    for (const name of this.#compiler.takeImported()) {
      if (performance.now() < end) this.complete(`${name}.`, name.length + 1);
    }
  }
}
