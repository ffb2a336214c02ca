/** What `import` means in a cell: local TypeScript modules that reload when they change, the kernel's own `tslab`, everything else through Node. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { helpersSymbol } from '../../shared/api.js';
import type { LocalModule } from '../../shared/compiled.js';
import { tslabSymbol } from '../../shared/results.js';
import { withoutForbidden } from './forbidden.js';
import { Helpers } from './helpers.js';
import { completeNamespace, type ImportFunction, importFrom, isIncomplete, isNotFound } from './import-from.js';
import { localFiles } from './local-files.js';
import { withOwnDefault } from './package-defaults.js';
import { makeFunction } from './realm.js';
import { registerSource } from './sources.js';

type Namespace = Record<string, unknown>;
type ModuleFunction = (
  exports: Namespace,
  require: (specifier: string) => unknown,
  meta: ImportMeta,
  importer: ImportFunction,
) => Promise<void>;

interface Instance {
  readonly version: string;
  readonly exports: Namespace;
  readonly done: Promise<void>;
}

export class Modules {
  readonly #fromHere: ImportFunction;
  readonly #fromProject: ImportFunction;
  readonly #helpers: Helpers;
  readonly #cwd: string;
  readonly #project: string;
  readonly #known = new Map<string, LocalModule>();
  readonly #instances = new Map<string, Instance>();

  constructor(cwd: string, project: string) {
    this.#cwd = cwd;
    this.#project = project;
    this.#fromHere = importFrom(cwd);
    this.#fromProject = importFrom(project);
    this.#helpers = new Helpers(project);
  }

  /** Takes up the modules that came with a cell. */
  add(modules: readonly LocalModule[]): void {
    for (const module of modules) this.#known.set(module.file, module);
  }

  /**
   * @param file the local source the compiler found for the specifier, if it is one
   * @param packageDefaults whether a package's own default counts, not Node's
   */
  async import(specifier: string, options?: ImportCallOptions, file?: string, packageDefaults = false): Promise<Namespace> {
    const local = file === undefined ? undefined : this.#known.get(file);
    if (local) return this.#local(local);
    if (specifier === 'tslab') {
      const own = (globalThis as { [tslabSymbol]?: Namespace })[tslabSymbol];
      if (own) return own;
    }
    const part = (globalThis as { [helpersSymbol]?: string })[helpersSymbol];
    if (specifier === 'kernel-helpers' && part !== undefined) return this.#external(part, options, this.#cwd);
    if (specifier === 'kernel-helpers')
      return withoutForbidden(await this.#helpers.import((found) => this.#external(found, options, this.#cwd)));
    const found = completeNamespace(await this.#external(specifier, options, this.#cwd));
    return packageDefaults ? withOwnDefault(found) : found;
  }

  async #external(specifier: string, options: ImportCallOptions | undefined, folder: string): Promise<Namespace> {
    if (/^\.{0,2}\//.test(specifier)) {
      return localFiles.import(path.resolve(folder, specifier), options, this.#fromHere);
    }
    const how = specifier.endsWith('.json') ? { ...options, with: { type: 'json' } } : options;
    try {
      return await this.#fromHere(specifier, how);
    } catch (error) {
      if (isIncomplete(error)) return this.#completed(specifier, how, error);
      if (!isNotFound(error, specifier)) throw error;
    }
    return this.#fromProject(specifier, how).catch((error: unknown) => {
      if (isIncomplete(error)) return this.#completed(specifier, how, error);
      throw error;
    });
  }

  /** A file of a package without its extension, such as `lodash/chunk`: `require` finds what `import` does not. */
  #completed(specifier: string, options: ImportCallOptions | undefined, error: unknown): Promise<Namespace> {
    for (const folder of [this.#cwd, this.#project]) {
      try {
        const file = createRequire(path.join(folder, 'cell.js')).resolve(specifier);
        return this.#fromHere(pathToFileURL(file).href, options);
      } catch {
        // not from this folder
      }
    }
    throw error;
  }

  async #local(module: LocalModule): Promise<Namespace> {
    const instance = this.#instance(module, []);
    await instance.done;
    return instance.exports;
  }

  /** @param above the modules that wait for this one, outermost first */
  #instance(module: LocalModule, above: readonly string[]): Instance {
    const { file } = module;
    const old = this.#instances.get(file);
    if (old?.version === module.version) return old;
    const exports: Namespace = {};
    const { promise: start, resolve } = deferred();
    const done = start.then(() => this.#evaluate(module, exports, [...above, file]));
    done.catch(() => this.#instances.delete(file)); // a module that threw is tried again by the next import
    const instance = { version: module.version, exports, done };
    this.#instances.set(file, instance); // before evaluation: in a cycle the other module sees the exports made so far
    resolve();
    return instance;
  }

  async #evaluate(module: LocalModule, exports: Namespace, stack: readonly string[]): Promise<void> {
    const loaded = new Map<string, unknown>();
    for (const { specifier, file } of module.imports) {
      const local = file === undefined ? undefined : this.#known.get(file);
      if (local) {
        const instance = this.#instance(local, stack);
        if (!stack.includes(local.file)) await instance.done; // waiting for a module that waits for this one would never end
        loaded.set(specifier, instance.exports);
      } else {
        loaded.set(specifier, asCommonJs(await this.import(specifier, undefined, undefined, module.packageDefaults)));
      }
    }
    const name = `${module.file}?${module.version.slice(0, 8)}`;
    registerSource(name, { title: module.file, map: module.map });
    const run = makeFunction<ModuleFunction>('async (exports, require, importMeta, importer) => {', module.js, name);
    const require = (specifier: string): unknown => (loaded.has(specifier) ? loaded.get(specifier) : createRequire(module.file)(specifier));
    const files = new Map(module.imports.map((i) => [i.specifier, i.file]));
    await run(exports, require, importMeta(module.file), (specifier, options) =>
      this.import(specifier, options, files.get(specifier), module.packageDefaults),
    );
  }
}

export function importMeta(file: string): ImportMeta {
  const { href } = pathToFileURL(file);
  const require = createRequire(file);
  return {
    url: href,
    filename: file,
    dirname: path.dirname(file),
    resolve: (specifier: string) => {
      const found = require.resolve(specifier);
      return path.isAbsolute(found) ? pathToFileURL(found).href : found;
    },
  } as ImportMeta;
}

/** A namespace as TypeScript's CommonJS output expects it: marked as an ES module, with live getters. */
function asCommonJs(namespace: Namespace): Namespace {
  const made = Object.create(null) as Namespace;
  Object.defineProperty(made, '__esModule', { value: true });
  for (const key of Object.keys(namespace)) {
    if (key === '__esModule') continue; // a package compiled to CommonJS exports the mark too
    Object.defineProperty(made, key, { enumerable: true, get: () => namespace[key] });
  }
  return made;
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
