/** Executes compiled cells: declares their slots, runs their scripts, disposes the resources of their `using` declarations. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Compiled } from '../../shared/compiled.js';
import { projectOf } from '../../shared/project.js';
import type { FormattedError, RunResult, Runtime } from '../../shared/results.js';
import { Disposal } from './disposal.js';
import { formatError } from './format-error.js';
import { importMeta, Modules } from './modules.js';
import { declareNames, makeFunction, runStatement } from './realm.js';
import { registerSource, type Source } from './sources.js';
import { installStacks } from './stack.js';

/** What a cell's code gets as `__cell`. */
interface CellScope {
  /** The index of the statement that is being executed. */
  at: number;
  readonly meta: ImportMeta;
  import(specifier: unknown, options?: ImportCallOptions): Promise<unknown>;
  use<T>(value: T): T;
  useAsync<T>(value: T): T;
}

type CellFunction = (
  scope: CellScope,
  require: NodeJS.Require,
  module: object,
  exports: object,
  file: string,
  folder: string,
) => Promise<{ value: unknown } | undefined>;

/** Realm-wide variables can be declared once only, whoever declares them. */
const declared = new Set<string>();

function declareSlots(slots: readonly string[]): void {
  const fresh = slots.filter((slot) => !declared.has(slot));
  const again = slots.filter((slot) => declared.has(slot));
  if (fresh.length) declareNames(fresh);
  if (again.length) runStatement(`${again.join(' = ')} = undefined;`);
  for (const slot of fresh) declared.add(slot);
}

export interface RuntimeOptions {
  readonly cwd: string;
  /** The folder whose `node_modules` is used for modules that `cwd` cannot resolve; default: see `projectOf`. */
  readonly project?: string;
}

export class CellRuntime implements Runtime {
  readonly #modules: Modules;
  readonly #file: string;
  readonly #require: NodeJS.Require;
  readonly #module = { exports: {} };
  #scope: CellScope | undefined;
  #thrown: { readonly error: unknown; readonly place: { readonly source: Source; readonly line: number } } | undefined;

  constructor({ cwd, project = projectOf(cwd) }: RuntimeOptions) {
    this.#modules = new Modules(cwd, project);
    this.#file = path.join(cwd, 'notebook.mts');
    this.#require = createRequire(this.#file);
    installStacks();
  }

  async run(compiled: Compiled): Promise<RunResult> {
    const { fileName, cellNumber, source, map, lines } = compiled;
    const disposal = new Disposal();
    const scope = this.#newScope(compiled, disposal);
    this.#scope = scope;
    const origin: Source = { title: `Cell ${cellNumber}`, cell: cellNumber, text: source, map };
    registerSource(fileName, origin);
    this.#modules.add(compiled.modules);
    let result: RunResult;
    try {
      declareSlots(compiled.slots);
      const head = 'async function (__cell, require, module, exports, __filename, __dirname) {"use strict";';
      const cell = makeFunction<CellFunction>(head, compiled.js, fileName);
      const ended = await cell.call(
        undefined,
        scope,
        this.#require,
        this.#module,
        this.#module.exports,
        this.#file,
        path.dirname(this.#file),
      );
      result = { ok: true, hasValue: ended?.value !== undefined, value: ended?.value };
    } catch (error) {
      result = { ok: false, error, reached: scope.at };
      this.#thrown = { error, place: { source: origin, line: lines[scope.at] ?? 1 } };
    }
    return disposal.end(result);
  }

  preload(specifier: string): void {
    this.#modules.import(specifier).catch(() => undefined); // the cell itself will say what is wrong
  }

  formatError(error: unknown): FormattedError {
    return formatError(error, this.#thrown && Object.is(this.#thrown.error, error) ? this.#thrown.place : undefined);
  }

  reached(): number {
    return this.#scope?.at ?? 0;
  }

  #newScope(compiled: Compiled, disposal: Disposal): CellScope {
    const meta = { ...importMeta(this.#file), url: pathToFileURL(this.#file).href };
    return {
      at: 0,
      meta,
      import: async (specifier, options) => {
        const text = String(specifier);
        return this.#modules.import(text, options, compiled.imports[text], compiled.packageDefaults);
      },
      use: (value) => disposal.add(value, false),
      useAsync: (value) => disposal.add(value, true),
    };
  }
}
