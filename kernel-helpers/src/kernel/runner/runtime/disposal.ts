/** Resources of top-level `using` declarations. A cell is their block: they are disposed when it ends, last first. */
import type { RunResult } from '../../shared/results.js';

interface Resource {
  readonly value: unknown;
  readonly dispose: () => unknown;
}

export class Disposal {
  readonly #resources: Resource[] = [];

  add<T>(value: T, isAsync: boolean): T {
    if (value === null || value === undefined) return value;
    const methods = value as Record<symbol, unknown>;
    const method = (isAsync ? methods[Symbol.asyncDispose] : undefined) ?? methods[Symbol.dispose];
    if (typeof method !== 'function') throw new TypeError(`Symbol.${isAsync ? 'asyncDispose' : 'dispose'} is not a function of the value`);
    this.#resources.push({ value, dispose: () => method.call(value) as unknown });
    return value;
  }

  /** Disposes everything. An error of a disposal hides that of the cell, which it carries along. */
  async end(result: RunResult): Promise<RunResult> {
    let out = result;
    for (const { dispose } of this.#resources.reverse()) {
      try {
        await dispose();
      } catch (error) {
        const thrown = out.ok ? error : suppressed(error, out.error);
        out = { ok: false, error: thrown, reached: out.ok ? Number.MAX_SAFE_INTEGER : out.reached };
      }
    }
    return out;
  }
}

function suppressed(error: unknown, hidden: unknown): Error {
  return Object.assign(new Error('An error was suppressed during disposal'), { name: 'SuppressedError', error, suppressed: hidden });
}
