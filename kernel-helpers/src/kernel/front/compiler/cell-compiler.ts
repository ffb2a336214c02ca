/** The compiler of one session: checks a cell against the cells before it and emits it for the runner. */

import type { Compiled } from '../../shared/compiled.js';
import { projectOf } from '../../shared/project.js';
import { cellTags } from './cell-tags.js';
import { CellTypes } from './cell-types.js';
import { diagnose } from './diagnostics.js';
import { emit } from './emit.js';
import { isHoisted } from './emit-references.js';
import { failure } from './failure.js';
import { type Globals, referencesFor } from './globals.js';
import { withHint } from './hints.js';
import { importedNames } from './imports.js';
import { LocalModules } from './local-modules.js';
import { beginsWithMagic, findMagic, magicDiagnostic } from './magics.js';
import { cellOptions, changesOfChecker, packageDefaults } from './options.js';
import { recheckFunctions, unitePrivateMembers } from './redefinition.js';
import { isJavaScriptSession, isStrictSession, isUncheckedSession } from './settings.js';
import { type Slot, Slots } from './slots.js';
import { type BoundFile, ts } from './ts.js';
import type { CellOutcome, CompileFailure, Compiler, CompilerOptions } from './types.js';
import { type DeclaredVariable, declaredVariables } from './variables.js';

/** A cell that is being written. */
export interface CheckedCell {
  readonly file: BoundFile;
  readonly diagnostics: readonly ts.Diagnostic[];
  /** Only its syntax was checked: it says nothing of types, or they do not matter. */
  readonly syntaxOnly: boolean;
}

/** After this many cells what nothing can name any more is forgotten, whoever waits; where nobody waits, after a third of them. */
const longestWithoutTidy = 300;
/** After this many questions about cells that are being written the checker is made anew: it keeps about 70 kB of each. */
const mostQuestions = 100;

interface Pending {
  readonly file: BoundFile;
  readonly mine: ReadonlyMap<string, Slot>;
  readonly fresh: readonly string[];
}

export class CellCompiler implements Compiler {
  /** The types of the session, for completion, which is built on the compiler. */
  readonly types: CellTypes;
  readonly #slots = new Slots();
  readonly #modules: LocalModules;
  readonly #pending = new Map<string, Pending>();
  readonly #untyped: boolean;
  readonly #project: string;
  readonly #typeRoots: readonly string[];
  readonly #strict: boolean | undefined;
  #globals: Globals;
  readonly #imported = new Set<string>();
  /** Cells since the last that were forgotten. */
  #sinceTidy = 0;
  #questions = 0;
  #made = 0;

  constructor({ cwd, project = projectOf(cwd), typeRoots = [], untyped = false, strict }: CompilerOptions) {
    const { options, globals } = cellOptions(cwd, project, { typeRoots, strict: strict ?? isStrictSession() });
    // Cells that are never checked need no declaration files: to read and bind these takes most of the time of the first cell.
    this.types = new CellTypes(cwd, project, untyped ? { ...options, noLib: true, types: [] } : options);
    this.#globals = globals;
    this.#strict = strict;
    this.#modules = new LocalModules(this.types);
    this.#untyped = untyped;
    this.#project = project;
    this.#typeRoots = typeRoots;
  }

  /**
   * Changes to another folder: the start-up snapshot holds a compiler that was made before the notebook's folder was known.
   * @returns this compiler, or undefined where the folder needs other options; then make a new one
   */
  moveTo(cwd: string): this | undefined {
    const { options, globals } = cellOptions(cwd, this.#project, {
      typeRoots: this.#typeRoots,
      strict: this.#strict ?? isStrictSession(),
    });
    const changes = changesOfChecker(this.types.options, options);
    if (projectOf(cwd) !== this.#project || !changes) return undefined;
    this.types.moveTo(cwd);
    this.types.change(changes);
    this.#globals = globals;
    return this;
  }

  compile(code: string, { number }: { readonly number: number }): Compiled | CompileFailure {
    try {
      return this.#compile(code, number);
    } catch (error) {
      // A defect of the kernel or of TypeScript must make one cell fail, not the session.
      const message = `the compiler failed on this cell: ${error instanceof Error ? error.message : String(error)}`;
      const diagnostic: ts.Diagnostic = {
        file: undefined,
        start: undefined,
        length: undefined,
        code: 0,
        category: ts.DiagnosticCategory.Error,
        messageText: message,
      };
      return failure(code, number, [diagnostic]);
    }
  }

  commit(id: string, { reached }: CellOutcome): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    this.#slots.declare(pending.fresh);
    const kept = reached === undefined ? pending.file : this.types.open(textThatRan(pending.file, reached));
    if (kept !== pending.file) this.#slots.carry(pending.mine, kept);
    this.#slots.capture(kept);
    this.types.commit(kept, reached === undefined ? undefined : pending.file.statements[reached]);
    recheckFunctions(this.types, this.#slots, kept);
    for (const name of importedNames(kept)) this.#imported.add(name);
    if (++this.#sinceTidy >= longestWithoutTidy) this.tidy();
  }

  get isUntidy(): boolean {
    return this.#questions >= mostQuestions || (this.#pending.size === 0 && this.#sinceTidy >= longestWithoutTidy / 3);
  }

  /** While a cell runs no cell is forgotten: it may need them. */
  tidy(): void {
    this.#questions = 0;
    if (this.#pending.size > 0) {
      this.types.renew();
      return;
    }
    this.#sinceTidy = 0;
    this.types.forget();
  }

  /** What `compile` would say of a cell that is being written. Nothing runs and nothing is kept, and no module is defined. */
  check(code: string): CheckedCell {
    this.#questions++;
    const source = withoutShebang(code);
    const unchecked = this.#untyped || isUncheckedSession();
    const { module, browser } = cellTags(source);
    // What a cell adds to a module or to the globals, or is as a module, would change the session.
    const apart = browser || module !== undefined || /\bdeclare\s+(?:global|module)\b/.test(source);
    const file = apart ? this.types.parse(source) : this.types.open(source, { untyped: unchecked });
    if (apart) return { file, diagnostics: browser ? [] : file.parseDiagnostics, syntaxOnly: true };
    const { untyped, diagnostics, magic } = this.#found(file, code, unchecked);
    return { file, diagnostics: magic ? [magicDiagnostic(file, magic)] : diagnostics, syntaxOnly: untyped };
  }

  /** What the cells have declared, at most so many. */
  variables(most: number): DeclaredVariable[] {
    const untyped = this.#untyped || isUncheckedSession();
    return declaredVariables(this.types, this.#slots, { untyped, most });
  }

  takeImported(): string[] {
    const names = [...this.#imported];
    this.#imported.clear();
    return names;
  }

  #compile(code: string, cellNumber: number): Compiled | CompileFailure {
    const source = withoutShebang(code);
    const unchecked = this.#untyped || isUncheckedSession();
    const tags = cellTags(source);
    if (tags.strict && !this.types.options.strict) this.types.change({ strict: true });
    if (tags.module !== undefined) return this.#defineModule(`${tags.module}${tags.extension}`, source, cellNumber);
    const file = this.types.open(tags.browser ? '' : source, { fresh: true, untyped: unchecked });
    const { untyped, diagnostics, magic } = this.#found(file, code, unchecked);
    if (magic) return failure(code, cellNumber, [magicDiagnostic(file, magic)], { syntax: true, cell: file });
    if (diagnostics.length)
      return failure(code, cellNumber, diagnostics, { syntax: untyped || file.parseDiagnostics.length > 0, cell: file });
    const inModules = untyped ? [] : this.#modules.diagnostics(file);
    if (inModules.length) return failure(code, cellNumber, inModules, { cell: file });
    return this.#emit(file, code, cellNumber, untyped);
  }

  /** What there is to say of an opened cell. `untyped`: its types are not checked; `magic`: it is a command of another kernel. */
  #found(file: BoundFile, code: string, unchecked: boolean) {
    const untyped = unchecked || isJavaScriptSession() || file.checkJsDirective?.enabled === false;
    unitePrivateMembers(this.types, file);
    const diagnostics = this.#diagnose(file, untyped);
    const magic = diagnostics.length > 0 || beginsWithMagic(code) ? findMagic(code, file.parseDiagnostics.length > 0) : undefined;
    return { untyped, diagnostics, magic };
  }

  /** The messages for a cell; where it uses names that can be loaded, these are loaded first. */
  #diagnose(file: BoundFile, untyped: boolean): readonly ts.Diagnostic[] {
    for (;;) {
      const found = diagnose(this.types, file, untyped);
      const references = untyped ? [] : referencesFor(found, this.#globals, this.types.libraries);
      if (!this.types.refer(references)) return untyped ? found : found.map((d) => withHint(this.types, d));
    }
  }

  /** A cell that is a module: later cells import it, nothing of it runs now. */
  #defineModule(name: string, source: string, cellNumber: number): Compiled | CompileFailure {
    const module = this.types.setModule(name, source);
    const { program } = this.types;
    const found = isJavaScriptSession() ? program.getSyntacticDiagnostics(module) : this.#modules.diagnosticsOf(module);
    if (found.length) return failure(source, cellNumber, found, { cell: module });
    return this.#emit(this.types.open(''), source, cellNumber, false);
  }

  #emit(file: BoundFile, code: string, cellNumber: number, untyped: boolean): Compiled {
    const { mine, fresh } = this.#slots.assign(this.types, file);
    const { js, map } = emit(this.types, file, this.#slots, mine, untyped);
    const id = `${++this.#made}`;
    this.#pending.clear(); // a cell that was compiled and never ran leaves nothing behind
    this.#pending.set(id, { file, mine, fresh });
    return {
      ok: true,
      id,
      cellNumber,
      source: code,
      fileName: file.fileName,
      js,
      map,
      lines: file.statements.map((s) => file.getLineAndCharacterOfPosition(s.getStart(file)).line + 1),
      slots: fresh,
      imports: this.#modules.imports(file),
      packageDefaults: this.types.options[packageDefaults] === true,
      modules: this.#modules.of(file),
    };
  }
}

/** A first line `#!…` or `%%…` is not program text; blanks in its place keep the positions. */
export const withoutShebang = (code: string): string => code.replace(/^(#!|%%)[^\n]*/, (line) => ' '.repeat(line.length));

/** A cell that threw in statement `reached`, with blanks in place of what did not run, so that those names keep their earlier meaning. */
function textThatRan(file: ts.SourceFile, reached: number): string {
  let { text } = file;
  file.statements.forEach((statement, i) => {
    if (i < reached || isHoisted(statement)) return;
    const start = statement.getStart(file);
    text = text.slice(0, start) + text.slice(start, statement.end).replace(/[^\n]/g, ' ') + text.slice(statement.end);
  });
  return text;
}
