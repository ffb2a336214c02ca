/** A notebook session in this process: compiler and runtime together, as front and runner use them. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CellCompiler, type CompileFailure, type CompilerOptions } from '../../kernel-helpers/src/kernel/front/compiler/index.js';
import { Completion } from '../../kernel-helpers/src/kernel/front/completion/index.js';
import { CellRuntime } from '../../kernel-helpers/src/kernel/runner/runtime/cell-runtime.js';
import type { RunResult } from '../../kernel-helpers/src/kernel/shared/results.js';

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export class Session {
  readonly compiler: CellCompiler;
  readonly completion: Completion;
  readonly runtime: CellRuntime;
  #count = 0;

  constructor(options: Partial<CompilerOptions> = {}) {
    const cwd = options.cwd ?? projectRoot;
    this.compiler = new CellCompiler({ project: projectRoot, ...options, cwd });
    this.completion = new Completion(this.compiler);
    this.runtime = new CellRuntime({ cwd, project: projectRoot });
  }

  /** Through JSON, as between the two processes. */
  async execute(code: string): Promise<CompileFailure | RunResult> {
    const compiled = this.compiler.compile(code, { number: ++this.#count });
    if (!compiled.ok) return compiled;
    const result = await this.runtime.run(JSON.parse(JSON.stringify(compiled)) as typeof compiled);
    this.compiler.commit(compiled.id, result.ok ? {} : { reached: result.reached });
    return result;
  }

  /** Runs cells that must all succeed. @returns the value of the last. */
  async values(...cells: readonly string[]): Promise<unknown[]> {
    const out: unknown[] = [];
    for (const cell of cells) {
      const result = await this.execute(cell);
      if (!result.ok)
        throw new Error(
          `cell failed:\n${cell}\n${'formatted' in result ? result.formatted.join('\n') : this.runtime.formatError(result.error).traceback.join('\n')}`,
        );
      out.push(result.value);
    }
    return out;
  }

  async last(...cells: readonly string[]): Promise<unknown> {
    return (await this.values(...cells)).at(-1);
  }

  /** Runs a cell that the compiler must refuse. @returns its codes. */
  async codes(cell: string): Promise<string[]> {
    const result = await this.execute(cell);
    if (result.ok || !('diagnostics' in result)) throw new Error(`cell was not refused: ${cell}`);
    return result.diagnostics.map((d) => d.code);
  }

  /** Runs a cell that must throw. @returns what it threw. */
  async thrown(cell: string): Promise<unknown> {
    const result = await this.execute(cell);
    if (result.ok || !('error' in result))
      throw new Error(`cell did not throw: ${cell}\n${'formatted' in result ? result.formatted.join('\n') : ''}`);
    return result.error;
  }
}
