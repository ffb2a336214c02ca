/** Stands in for the real runtime until it is there. */
import util from 'node:util';
import vm from 'node:vm';
import type { Compiled } from '../compiler/types.js';
import type { FormattedError, FormattedValue, RunResult, Runtime } from '../runtime/types.js';

export class CellRuntime implements Runtime {
  readonly #slots = new Set<string>();
  async run({ js, slots, fileName }: Compiled): Promise<RunResult> {
    try {
      const fresh = slots.filter((slot) => !this.#slots.has(slot));
      if (fresh.length) vm.runInThisContext(`let ${fresh.join(', ')};`);
      for (const slot of fresh) this.#slots.add(slot);
      const script = new vm.Script(`(async () => {"use strict";\n${js}\n})()`, {
        filename: fileName,
        importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
      const out = (await script.runInThisContext()) as { value: unknown } | undefined;
      return { ok: true, hasValue: out !== undefined, value: out?.value };
    } catch (error) {
      return { ok: false, error, reached: 0 };
    }
  }
  reached(): number {
    return 0;
  }
  formatError(error: unknown): FormattedError {
    const text = error instanceof Error ? (error.stack ?? String(error)) : util.inspect(error);
    const { name, message } = error instanceof Error ? error : { name: 'Thrown', message: util.inspect(error) };
    return { ename: name, evalue: message, traceback: text.split('\n') };
  }
}

export function formatValue(value: unknown): FormattedValue {
  return { data: { 'text/plain': util.inspect(value) }, metadata: {} };
}
