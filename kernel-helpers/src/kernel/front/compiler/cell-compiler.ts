/** The compiler of one session: checks a cell against the cells before it and emits it for the runner. */

import type { Compiled } from '../../shared/compiled.js';
import { projectOf } from '../../shared/project.js';
import { CellTypes } from './cell-types.js';
import { diagnose } from './diagnostics.js';
import { emit } from './emit.js';
import { isHoisted } from './emit-references.js';
import { failure } from './failure.js';
import { importedNames } from './imports.js';
import { LocalModules } from './local-modules.js';
import { cellOptions } from './options.js';
import { recheckFunctions, unitePrivateMembers } from './redefinition.js';
import { type Slot, Slots } from './slots.js';
import { type BoundFile, ts } from './ts.js';
import type { CellOutcome, CompileFailure, Compiler, CompilerOptions } from './types.js';

interface Pending {
  readonly file: BoundFile;
  readonly mine: ReadonlyMap<string, Slot>;
  readonly fresh: readonly string[];
}

export class CellCompiler implements Compiler {
  /** The types of the session, for what is built on the compiler (completion). */
  readonly types: CellTypes;
  readonly #slots = new Slots();
  readonly #modules: LocalModules;
  readonly #pending = new Map<string, Pending>();
  readonly #untyped: boolean;
  readonly #project: string;
  readonly #typeRoots: readonly string[];
  readonly #imported = new Set<string>();
  #made = 0;

  constructor({ cwd, project = projectOf(cwd), typeRoots = [], untyped = false }: CompilerOptions) {
    this.types = new CellTypes(cwd, project, cellOptions(cwd, project, typeRoots).options);
    this.#modules = new LocalModules(this.types);
    this.#untyped = untyped;
    this.#project = project;
    this.#typeRoots = typeRoots;
  }

  /**
   * Goes on in another folder: the start-up snapshot holds a compiler made before the notebook's folder was known.
   * @returns this compiler, or undefined where the folder asks for other options; then a new one is to be made
   */
  moveTo(cwd: string): this | undefined {
    const { options } = cellOptions(cwd, this.#project, this.#typeRoots);
    if (projectOf(cwd) !== this.#project || JSON.stringify(options) !== JSON.stringify(this.types.options)) return undefined;
    this.types.moveTo(cwd);
    return this;
  }

  compile(code: string, { number }: { readonly number: number }): Compiled | CompileFailure {
    try {
      return this.#compile(code, number);
    } catch (error) {
      // A defect of ours or of TypeScript's must cost one cell, not the session.
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
  }

  takeImported(): string[] {
    const names = [...this.#imported];
    this.#imported.clear();
    return names;
  }

  #compile(code: string, cellNumber: number): Compiled | CompileFailure {
    const source = withoutShebang(code);
    const unchecked = this.#untyped || isUncheckedSession();
    const file = this.types.open(source, { fresh: true, untyped: unchecked });
    const untyped = unchecked || file.checkJsDirective?.enabled === false;
    unitePrivateMembers(this.types, file);
    const diagnostics = diagnose(this.types, file, untyped);
    if (diagnostics.length) return failure(code, cellNumber, diagnostics, { syntax: file.parseDiagnostics.length > 0, cell: file });
    const inModules = untyped ? [] : this.#modules.diagnostics(file);
    if (inModules.length) return failure(code, cellNumber, inModules, { cell: file });
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
      modules: this.#modules.of(file),
    };
  }
}

/** The setting `LECTURE_LAB_CHECK=off`, in the environment of the kernel: no cell is checked, no types of packages are loaded. */
const isUncheckedSession = (): boolean => process.env.LECTURE_LAB_CHECK === 'off';

/** A first line `#!…` or `%%…` is no program text; blanking it keeps the positions. */
const withoutShebang = (code: string): string => code.replace(/^(#!|%%)[^\n]*/, (line) => ' '.repeat(line.length));

/** A cell that threw in statement `reached`, with what did not run blanked out, so that those names go on meaning what they meant before. */
function textThatRan(file: ts.SourceFile, reached: number): string {
  let { text } = file;
  file.statements.forEach((statement, i) => {
    if (i < reached || isHoisted(statement)) return;
    const start = statement.getStart(file);
    text = text.slice(0, start) + text.slice(start, statement.end).replace(/[^\n]/g, ' ') + text.slice(statement.end);
  });
  return text;
}
