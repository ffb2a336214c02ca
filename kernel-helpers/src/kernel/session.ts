/** A notebook session in one process: the compiler and the runtime together, without Jupyter, sockets or a second process. */
import { CellCompiler, type CompileFailure, type CompilerOptions } from './front/compiler/index.js';
import { Completion } from './front/completion/index.js';
import { CellRuntime, type FormattedError, type RunResult } from './runner/runtime/index.js';

/** What `KernelSession.execute` resolves to: `ok`, or what the compiler refused (`formatted`), or what the cell threw (`error`). */
export type Execution = CompileFailure | RunResult;

/**
 * Executes cells as the kernel does: each is checked against the cells before it, compiled and run, and what it declares is there for
 * the next ones. The cells run in this very process and on its globals; one session a process is the rule.
 *
 * @example
 * const session = new KernelSession({ cwd: process.cwd() });
 * await session.execute('const n = 41');
 * const result = await session.execute('n + 1'); // { ok: true, hasValue: true, value: 42 }
 */
export class KernelSession {
  readonly compiler: CellCompiler;
  readonly runtime: CellRuntime;
  readonly completion: Completion;
  #count = 0;

  /**
   * @param options.cwd imports and `tsconfig.json` are looked up from here
   * @param options.project the folder whose `node_modules` serves what `cwd` cannot resolve; by default the nearest with `kernel-helpers`
   * @param options.typeRoots more folders that hold `@types` packages; none by default
   * @param options.strict how cells are checked in a folder without a `tsconfig.json`: strictly in the project's own folders by default
   * @param options.untyped runs cells without checking their types; false by default
   * @param options.compiler one that is ready for this folder, made with the same options; a new one by default
   */
  constructor({ compiler, ...options }: CompilerOptions & { readonly compiler?: CellCompiler | undefined }) {
    const { cwd, project } = options;
    this.compiler = compiler ?? new CellCompiler(options);
    this.runtime = new CellRuntime({ cwd, ...(project !== undefined && { project }) });
    this.completion = new Completion(this.compiler);
  }

  /**
   * Checks and runs one cell. Cells must not overlap: await each before the next.
   * @param options.number the number under which errors name the cell; counts from 1 by default
   * @returns never rejects: what the compiler refuses and what the cell throws are in the result
   */
  async execute(code: string, { number = ++this.#count }: { readonly number?: number } = {}): Promise<Execution> {
    const compiled = this.compiler.compile(code, { number });
    if (!compiled.ok) return compiled;
    const result = await this.runtime.run(structuredClone(compiled)); // as it passes between the kernel's two processes
    this.compiler.commit(compiled.id, result.ok ? {} : { reached: result.reached });
    return result;
  }

  /** A thrown value in terms of the cells: name, message, and a traceback with code frames. */
  formatError(error: unknown): FormattedError {
    return this.runtime.formatError(error);
  }
}
