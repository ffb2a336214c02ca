/** Help while a cell is being written, beyond completion: messages, hover, signatures, fixes, renaming, formatting. */
import type { TypingRequest } from '../../shared/typing.js';
import type { CellCompiler } from '../compiler/index.js';
import { diagnosticsOf } from './diagnostics.js';
import { fixesOf } from './fixes.js';
import { formatEdits } from './format.js';
import { hoverAt } from './hover.js';
import { Opened } from './opened.js';
import { renameEdits } from './rename.js';
import { signatureAt } from './signature.js';

export class Typing {
  readonly #opened: Opened;
  readonly #compiler: CellCompiler;

  constructor(compiler: CellCompiler) {
    this.#compiler = compiler;
    this.#opened = new Opened(compiler);
  }

  /**
   * The result of a request.
   * @throws RangeError or Error with one line for the user, for what cannot be done
   */
  answer(request: TypingRequest): unknown {
    switch (request.kind) {
      case 'diagnostics':
        return diagnosticsOf(this.#compiler, this.#opened.of(request.code), request.above ?? []);
      case 'hover':
        return hoverAt(this.#compiler.types, this.#opened.of(request.code), request.position);
      case 'signature':
        return signatureAt(this.#compiler.types, this.#opened.of(request.code), request.position);
      case 'fixes':
        return fixesOf(this.#compiler.types, this.#opened.of(request.code), request);
      case 'rename':
        return renameEdits(this.#compiler.types, request);
      case 'format':
        return formatEdits(this.#compiler.types, request.code);
      default:
        throw new RangeError(`kind must be one of the requests of docs/KERNEL.md, got ${String((request as { kind: unknown }).kind)}`);
    }
  }
}
