/**
 * Files and module resolution of a session. A file is parsed once, and again when it changes on disk.
 * Modules are found from the notebook's folder, else from the project's.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { helpersSymbol } from '../../shared/api.js';
import { namesNodeTypes, rareModule, withoutRareModules } from './rare-modules.js';
import { ts } from './ts.js';

interface CachedFile {
  readonly file: ts.SourceFile;
  readonly stamp: string | undefined;
}

/** Parsed library and declaration files, shared by all sessions of the process; a start-up snapshot holds it filled. */
const parsed = new Map<string, CachedFile>();

export class CellHost {
  readonly compilerHost: ts.CompilerHost;
  readonly #options: ts.CompilerOptions;
  readonly #project: string;
  readonly #tracked = new Map<string, string>(); // what this session read, and when it had been written
  readonly #virtual = new Map<string, ts.SourceFile>();
  #cache: ts.ModuleResolutionCache;
  #cwd: string;
  /** The folder of `@types/node` that the session uses. */
  #nodeTypes: string | undefined;

  constructor(cwd: string, project: string, options: ts.CompilerOptions) {
    this.#cwd = cwd;
    this.#options = options;
    this.#project = project;
    this.#cache = ts.createModuleResolutionCache(cwd, (name) => name, options);
    const host = ts.createCompilerHost(options); // the binder sets parents
    this.compilerHost = {
      ...host,
      // Half the text of declarations is comments. They are read only when needed, see completion/documentation.
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
      getCurrentDirectory: () => this.#cwd,
      getDefaultLibLocation: () => libraryFolder(project),
      getDefaultLibFileName: (chosen) => path.join(libraryFolder(project), ts.getDefaultLibFileName(chosen)),
      getSourceFile: (name, how) => this.#virtual.get(name) ?? this.#load(name, how, host),
      fileExists: (name) => this.#virtual.has(name) || host.fileExists(name),
      writeFile: () => undefined,
      resolveModuleNameLiterals: (literals, from, _redirect, _options, file) =>
        literals.map((literal) => this.resolve(literal.text, from, ts.getModeForUsageLocation(file, literal, options))),
    };
  }

  moveTo(cwd: string): void {
    this.#cwd = cwd;
    this.#cache = ts.createModuleResolutionCache(cwd, (name) => name, this.#options);
  }

  /** A file that exists in memory only. */
  setVirtual(name: string, file: ts.SourceFile | undefined): void {
    if (file) this.#virtual.set(name, file);
    else this.#virtual.delete(name);
  }

  /** Forgets the files outside `node_modules` that changed on disk since they were read. @returns whether there were any. */
  dropStale(): boolean {
    let any = false;
    for (const [name, stamp] of this.#tracked) {
      const now = stampOf(name);
      if (stamp === now) continue;
      if (parsed.get(name)?.stamp !== now) parsed.delete(name);
      this.#tracked.delete(name);
      any = true;
    }
    if (any) this.forgetFailures();
    return any;
  }

  resolve(named: string, from: string, mode: ts.ResolutionMode): ts.ResolvedModuleWithFailedLookupLocations {
    const rare = this.#nodeTypes === undefined ? undefined : rareModule(named, from, this.#nodeTypes);
    if (rare) return rare;
    const name = (named === 'kernel-helpers' && partOfHelpers()) || named;
    const found = ts.resolveModuleName(name, from, this.#options, this.compilerHost, this.#cache, undefined, mode);
    if (found.resolvedModule || isFixed(from)) return found;
    const { compilerHost: host } = this;
    const bundled = (file: string) => ts.resolveModuleName(name, file, this.#bundlerOptions(), host);
    const project = path.join(this.#project, 'cell.mts');
    const others = isRelative(name)
      ? [() => bundled(from)]
      : [
          () => ts.resolveModuleName(name, project, this.#options, host, undefined, undefined, mode),
          () => bundled(from), // a file of a package without its extension, such as `lodash/chunk`
          () => bundled(project),
        ];
    for (const resolve of others) {
      const other = resolve();
      if (other.resolvedModule) return other;
    }
    return found;
  }

  /** Forgets what could not be resolved: the user may have installed or written it since. */
  forgetFailures(): void {
    this.#cache.clear();
  }

  /** Relative imports need no extension: the kernel loads them itself. */
  #bundlerOptions(): ts.CompilerOptions {
    return { ...this.#options, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };
  }

  #load(name: string, how: ts.ScriptTarget | ts.CreateSourceFileOptions, host: ts.CompilerHost): ts.SourceFile | undefined {
    const isList = namesNodeTypes(name);
    if (isList) this.#nodeTypes = path.dirname(name);
    let known = parsed.get(name);
    if (!known) {
      const file = isList
        ? ts.createSourceFile(name, withoutRareModules(host.readFile(name) ?? ''), how)
        : host.getSourceFile(name, isFixed(name) ? how : withTypesInComments(name, how));
      if (!file) return undefined;
      known = { file, stamp: isFixed(name) ? undefined : stampOf(name) };
      parsed.set(name, known);
    }
    if (known.stamp !== undefined) this.#tracked.set(name, known.stamp);
    return known.file;
  }
}

/** The file that cells get where a program lets them import a part of the helpers only: the types of all of them take longer than a small cell. */
function partOfHelpers(): string | undefined {
  const part = (globalThis as { [helpersSymbol]?: string })[helpersSymbol];
  return part && fileURLToPath(part);
}

/** Where `lib.*.d.ts` lie: TypeScript looks beside its own file, which in a bundle is no longer the package's. */
function libraryFolder(project: string): string {
  const installed = path.join(project, 'node_modules/typescript/lib');
  return ts.sys.fileExists(path.join(installed, 'lib.d.ts')) ? installed : path.dirname(ts.getDefaultLibFilePath({}));
}

/** In JavaScript the types are in the comments. */
function withTypesInComments(name: string, how: ts.ScriptTarget | ts.CreateSourceFileOptions): typeof how {
  if (typeof how !== 'object' || !/\.(?:[cm]?js|jsx)$/.test(name)) return how;
  return { ...how, jsDocParsingMode: ts.JSDocParsingMode.ParseAll };
}

/** Files of installed packages do not change under a running kernel. */
const isFixed = (name: string): boolean => name.includes('/node_modules/');
const isRelative = (name: string): boolean => name.startsWith('.') || path.isAbsolute(name);
const stampOf = (name: string): string | undefined => {
  const time = ts.sys.getModifiedTime?.(name)?.getTime();
  return time === undefined ? undefined : `${time}`;
};
