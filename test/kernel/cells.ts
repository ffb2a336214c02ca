/** A session of the project's own folder, with shorthands for what tests ask of cells. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { KernelSession } from '../../kernel-helpers/src/kernel/session.js';

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export class Session extends KernelSession {
  constructor(options: Partial<ConstructorParameters<typeof KernelSession>[0]> = {}) {
    super({ project: projectRoot, cwd: projectRoot, ...options });
  }

  /** Runs cells that must all succeed. @returns the value of each. */
  async values(...cells: readonly string[]): Promise<unknown[]> {
    const out: unknown[] = [];
    for (const cell of cells) {
      const result = await this.execute(cell);
      if (!result.ok)
        throw new Error(
          `cell failed:\n${cell}\n${('formatted' in result ? result.formatted : this.formatError(result.error).traceback).join('\n')}`,
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
