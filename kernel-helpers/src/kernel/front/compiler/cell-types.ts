/**
 * The types of a session. One program holds the libraries and the modules that cells import, with one live checker; a cell is parsed,
 * bound and checked by that checker without being part of the program. Only a module never imported before makes a new program.
 */
import path from 'node:path';
import { splitAmbient } from './ambient.js';
import { Borders, widening } from './borders.js';
import { type FlowEnd, flowAfter, linkFlow } from './flow.js';
import { unreachableCells } from './forget.js';
import { CellHost } from './host.js';
import { augmentations, isPlainJson, moduleSpecifiers } from './imports.js';
import { packageDefaults } from './options.js';
import { isRareModule } from './rare-modules.js';
import { History } from './scope.js';
import { type BoundFile, checkInternals, type InternalChecker, internals, type ResolvedModuleCarrier, ts } from './ts.js';

type Resolution = ts.ResolvedModuleWithFailedLookupLocations;

/** What an exported declaration means: in its own file TypeScript lists it under a symbol that only points there. */
export const exported = (symbol: ts.Symbol): ts.Symbol => (symbol as { exportSymbol?: ts.Symbol }).exportSymbol ?? symbol;

/** Resolved types of a symbol: an import's target, or an export's own. */
export const target = (checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : exported(symbol);

export class CellTypes {
  readonly host: CellHost;
  readonly history = new History();
  readonly cells: BoundFile[] = [];
  readonly project: string;
  #cwd: string;
  readonly #options: ts.CompilerOptions;
  readonly #specifiers = new Map<string, string>(); // statement of the root file → itself, in order of first import
  readonly #resolutions = new WeakMap<ts.SourceFile, Map<string, Resolution>>();
  #root: string;
  #program: ts.Program | undefined;
  #augmenting: BoundFile[] = [];
  readonly #ambient: string[] = [];
  readonly #modules = new Set<string>();
  #flow: FlowEnd | undefined;
  readonly #borders = new Borders();
  /** The folder has changed since the program was made: a module may be another one from here. */
  #moved = false;
  #made = 0;

  constructor(cwd: string, project: string, options: ts.CompilerOptions) {
    checkInternals();
    this.#cwd = cwd;
    this.project = project;
    this.#options = options;
    this.host = new CellHost(cwd, project, options);
    this.#root = path.join(cwd, '\u00abimports\u00bb.mts');
  }

  /** New cells are in this folder from now on. */
  moveTo(cwd: string): void {
    this.#cwd = cwd;
    this.#root = path.join(cwd, '\u00abimports\u00bb.mts');
    this.#moved = true;
    this.host.moveTo(cwd);
  }

  /** Checks as these options say from now on; they must not change which files there are. */
  change(options: ts.CompilerOptions): void {
    if (Object.entries(options).every(([name, value]) => this.#options[name] === value)) return;
    Object.assign(this.#options, options);
    // The program is made again: as small as possible, where no cell has imported anything.
    if (this.cells.length === 0) this.#specifiers.clear();
    if (this.#program) this.#program = this.#makeProgram(this.#augmenting);
  }

  /** Takes up `/// <reference … />` lines. @returns whether any of them is new */
  refer(references: readonly string[]): boolean {
    const fresh = references.filter((line) => !this.#specifiers.has(line));
    for (const line of fresh) this.#specifiers.set(line, line);
    if (fresh.length > 0) this.#program = this.#makeProgram(this.#augmenting);
    return fresh.length > 0;
  }

  /** Makes a text the module `./name`. @returns its file, checked by the program */
  setModule(name: string, text: string): ts.SourceFile {
    const file = path.join(this.#cwd, name);
    this.host.setVirtual(
      file,
      ts.createSourceFile(file, text, {
        languageVersion: ts.ScriptTarget.ESNext,
        impliedNodeFormat: ts.ModuleKind.ESNext,
        setExternalModuleIndicator: (f) => Object.assign(f, { externalModuleIndicator: true }),
      }),
    );
    this.host.forgetFailures();
    this.#modules.add(file);
    this.#program = this.#makeProgram(this.#augmenting);
    return this.program.getSourceFile(file) as ts.SourceFile;
  }

  /** Where cells look modules up from. */
  get cellPath(): string {
    return this.#root;
  }

  /** The folder of TypeScript's own declaration files. */
  get libraries(): string {
    return this.host.compilerHost.getDefaultLibLocation?.() ?? '';
  }

  get options(): ts.CompilerOptions {
    return this.#options;
  }

  get program(): ts.Program {
    this.#program ??= this.#makeProgram([]);
    return this.#program;
  }

  get checker(): InternalChecker {
    return this.program.getTypeChecker() as InternalChecker;
  }

  /** Parses and binds the next cell. Each cell gets its own file name, because the checker keeps errors by name. */
  open(text: string, { fresh = false, untyped = false } = {}): BoundFile {
    if (fresh && /\bimport\b|\brequire\b|\bfrom\b/.test(text)) this.#refresh();
    const file = this.#parse(fresh ? this.#moveAmbient(text) : text);
    const augments = augmentations(file);
    this.#resolveImports(file, untyped);
    if (augments.length) {
      this.host.setVirtual(file.fileName, file);
      Object.assign(file, { imports: undefined }); // the program collects them, with the augmentations
      this.#program = this.#makeProgram([...this.#augmenting, file]); // binds
    } else {
      void this.program;
      Object.assign(file, { moduleAugmentations: [], ambientModuleNames: [] });
      internals().bindSourceFile(file, this.#options);
    }
    file.parent = this.history.scopeAfter(this.cells.length - 1) as never;
    linkFlow(file, this.#widened(this.#borders.before(file)));
    return file;
  }

  /** A cell by itself: bound, and without what other cells declare. */
  parse(text: string): BoundFile {
    const file = Object.assign(this.#parse(text), { imports: [], moduleAugmentations: [], ambientModuleNames: [] });
    internals().bindSourceFile(file, this.#options);
    return file;
  }

  /**
   * Makes a cell part of the session: its declarations are seen by all that follow.
   * @param failed the statement that threw; it is not part of `file`
   */
  commit(file: BoundFile, failed?: ts.Statement): void {
    const index = this.cells.push(file) - 1;
    const { checker } = this;
    if (augmentations(file).length) this.#augmenting.push(file);
    for (const [name, symbol] of file.locals ?? []) this.history.add(index, name, exported(symbol), target(checker, symbol).flags);
    this.#flow = flowAfter(file, this.#flow, checker);
    this.#flow = this.#widened(this.#borders.after(file, failed));
  }

  /** Forgets the cells that nothing can name any more, and what the checker knows of them. */
  forget(): void {
    const forgotten = unreachableCells(this.cells, this.history, (file) => this.#augmenting.includes(file));
    if (forgotten.size > 0) this.history.forget(forgotten);
    const nothing = forgotten.size > 0 ? this.#parse('') : undefined;
    for (const index of forgotten) if (nothing) this.cells[index] = nothing;
    this.renew();
  }

  /** Takes a new checker, which needs some tenths of a second: a checker keeps the types of all that it ever saw. */
  renew(): void {
    if (this.#program) this.#program = this.#makeProgram(this.#augmenting);
  }

  /** The flow behind a border at which these chains have their declared types again. */
  #widened(chains: readonly string[]): FlowEnd | undefined {
    const before = this.#flow;
    if (!before || chains.length === 0) return before;
    const file = this.#parse(widening(chains));
    Object.assign(file, { imports: [], moduleAugmentations: [], ambientModuleNames: [] });
    internals().bindSourceFile(file, this.#options);
    file.parent = this.history.scopeAfter(this.cells.length - 1) as never;
    linkFlow(file, before);
    return file.endFlowNode && { node: file.endFlowNode, depth: before.depth + chains.length + 1 };
  }

  #parse(text: string): BoundFile {
    const create = (extension: string): BoundFile => {
      const name = path.join(this.#cwd, `\u00abcell-${++this.#made}\u00bb${extension}`);
      const file = ts.createSourceFile(
        name,
        text,
        {
          languageVersion: ts.ScriptTarget.ESNext,
          impliedNodeFormat: ts.ModuleKind.ESNext,
          setExternalModuleIndicator: (f) => Object.assign(f, { externalModuleIndicator: true }),
          jsDocParsingMode: ts.JSDocParsingMode.ParseAll,
        },
        true,
      ) as BoundFile;
      return Object.assign(file, { path: name, resolvedPath: name, originalFileName: name });
    };
    const plain = create('.mts');
    if (!plain.parseDiagnostics.length || !/<[A-Za-z>]/.test(text)) return plain;
    const jsx = create('.tsx');
    return jsx.parseDiagnostics.length ? plain : jsx;
  }

  /** Declarations of modules without types become a file of the program. */
  #moveAmbient(text: string): string {
    const { cell, ambient } = splitAmbient(text, (name) => {
      const found = this.host.resolve(name, this.#root, ts.ModuleKind.ESNext).resolvedModule;
      if (found) return /\.[cm]?tsx?$/.test(found.resolvedFileName);
      return this.checker.getAmbientModules().some((module) => module.name === `"${name}"`);
    });
    if (!ambient) return cell;
    const name = path.join(this.#cwd, `\u00abambient-${++this.#made}\u00bb.d.ts`);
    this.host.setVirtual(name, ts.createSourceFile(name, ambient, ts.ScriptTarget.ESNext));
    this.#ambient.push(name);
    this.#program = this.#makeProgram(this.#augmenting);
    return cell;
  }

  #resolveImports(file: BoundFile, untyped: boolean): void {
    const literals = moduleSpecifiers(file);
    file.imports = literals;
    const found = new Map<string, Resolution>();
    this.#resolutions.set(file, found);
    if (literals.some(({ text }) => isRareModule(text))) void this.program; // only then it is known where Node's declarations are
    let grown = false;
    const need = (statement: string): void => {
      if (this.#specifiers.has(statement) && !this.#moved) return;
      this.#specifiers.set(statement, statement);
      grown = true;
    };
    for (const literal of literals) {
      // Unchecked cells use the types that are known already, and do not wait for the types of a package.
      if (untyped && !/^\.{0,2}\//.test(literal.text)) continue;
      const mode = ts.getModeForUsageLocation(file, literal, this.#options);
      const resolution = this.host.resolve(literal.text, file.fileName, mode);
      found.set(`${mode} ${literal.text}`, resolution);
      if (!resolution.resolvedModule) continue;
      const name = JSON.stringify(literal.text);
      if (this.#program?.getSourceFile(resolution.resolvedModule.resolvedFileName)) continue;
      need(mode === ts.ModuleKind.CommonJS ? `import m${this.#specifiers.size} = require(${name});` : `import ${name};`);
    }
    for (const reference of file.typeReferenceDirectives) need(`/// <reference types=${JSON.stringify(reference.fileName)} />`);
    for (const reference of file.libReferenceDirectives) need(`/// <reference lib=${JSON.stringify(reference.fileName)} />`);
    if (grown) this.#program = this.#makeProgram(this.#augmenting);
  }

  /** Reads again what changed on disk, and finds modules that were installed or written since. */
  #refresh(): void {
    this.host.forgetFailures();
    if (this.host.dropStale() && this.#program) this.#program = this.#makeProgram(this.#augmenting);
  }

  #makeProgram(augmenting: readonly BoundFile[]): ts.Program {
    this.#moved = false;
    const statements = [...this.#specifiers.keys()].sort((a, b) => Number(b.startsWith('///')) - Number(a.startsWith('///')));
    const root = ts.createSourceFile(
      this.#root,
      statements.join('\n'),
      {
        languageVersion: ts.ScriptTarget.ESNext,
        impliedNodeFormat: ts.ModuleKind.ESNext,
        setExternalModuleIndicator: (f) => Object.assign(f, { externalModuleIndicator: true }),
      },
      true,
    );
    this.host.setVirtual(this.#root, root);
    const parents = augmenting.map((file) => file.parent);
    const program = ts.createProgram({
      rootNames: [this.#root, ...this.#ambient, ...this.#modules, ...augmenting.map((file) => file.fileName)],
      options: this.#options,
      host: this.host.compilerHost,
      ...(this.#program && { oldProgram: this.#program }),
    });
    const carrier = program as ts.Program & ResolvedModuleCarrier;
    // Patch: typescript-nested-files
    const own = carrier.getResolvedModule;
    carrier.getResolvedModule = (file, name, mode) => this.#resolutions.get(file)?.get(`${mode} ${name}`) ?? own(file, name, mode);
    // Patch: typescript-json
    const syntax = carrier.getEmitSyntaxForUsageLocation;
    const namesDefault = (file: ts.SourceFile, usage: ts.StringLiteralLike): boolean => {
      if (this.#options[packageDefaults] !== true || file.fileName.includes('/node_modules/')) return false;
      const mode = ts.getModeForUsageLocation(file, usage, this.#options);
      const found = carrier.getResolvedModule(file, usage.text, mode)?.resolvedModule?.resolvedFileName;
      if (found === undefined || isRareModule(usage.text)) return false; // declared, as other modules of Node
      return program.getSourceFile(found)?.impliedNodeFormat === ts.ModuleKind.CommonJS;
    };
    carrier.getEmitSyntaxForUsageLocation = (file, usage) =>
      isPlainJson(usage) || namesDefault(file, usage) ? ts.ModuleKind.CommonJS : syntax(file, usage);
    const checker = program.getTypeChecker();
    augmenting.forEach((file, i) => {
      if (parents[i]) file.parent = parents[i] as never;
    });
    // A new checker knows no types yet. Ask for them oldest first: otherwise a long chain of cells overflows the stack.
    for (const cell of this.cells) for (const symbol of cell.locals?.values() ?? []) checker.getTypeOfSymbol(target(checker, symbol));
    return program;
  }
}
