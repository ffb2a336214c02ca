/** Local TypeScript modules that a cell imports, transpiled for the runner; each file once per version. */
import { createHash } from 'node:crypto';
import type { LocalModule } from '../../shared/compiled.js';
import type { CellTypes } from './cell-types.js';
import { implicitAny } from './diagnostics.js';
import { moduleSpecifiers } from './imports.js';
import { packageDefaults } from './options.js';
import { transpile } from './transpile.js';
import { type BoundFile, ts } from './ts.js';

/**
 * What is not an error here: a package without types is `any`, as in a cell (7016), JSON needs no attribute (1543, 1544), and the kernel runs every
 * module as an ES module, with `await` at the top level and `import.meta`, also where Node would take it for CommonJS (1309, 1378, 1432, 1470,
 * 1479, 1541, 1542).
 */
const allowed = new Set([7016, 1543, 1544, 1309, 1378, 1432, 1470, 1479, 1541, 1542]);

/** JavaScript is checked where it says what its types are. */
const saysTypes = /@ts-check\b|@(?:param|type|returns?|typedef|template)\s*\{/;

interface Parsed {
  readonly file: ts.SourceFile;
  readonly imports: LocalModule['imports'];
  readonly hash: string;
  output?: { js: string; map: string };
}

export class LocalModules {
  readonly #types: CellTypes;
  readonly #parsed = new Map<string, Parsed>();

  constructor(types: CellTypes) {
    this.#types = types;
  }

  /** The local source behind each specifier of `file` that leads to one. */
  imports(file: ts.SourceFile): Record<string, string> {
    const pairs = moduleSpecifiers(file).map((literal) => [literal.text, this.#local(literal, file)] as const);
    return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
  }

  /** The local modules that `file` needs, directly or not. */
  of(file: ts.SourceFile): LocalModule[] {
    const found = new Map<string, Parsed>();
    for (const literal of moduleSpecifiers(file)) this.#collect(this.#local(literal, file), found);
    return [...found].map(([name, parsed]) => {
      parsed.output ??= transpile(parsed.file, this.#types.options);
      const ofPackage = this.#types.options[packageDefaults] === true || parsed.file.impliedNodeFormat === ts.ModuleKind.CommonJS;
      return { file: name, version: version(name, found), ...parsed.output, imports: parsed.imports, packageDefaults: ofPackage };
    });
  }

  /** The errors of the local modules that `file` needs. */
  diagnostics(file: ts.SourceFile): readonly ts.Diagnostic[] {
    const found = new Map<string, Parsed>();
    for (const literal of moduleSpecifiers(file)) this.#collect(this.#local(literal, file), found);
    return [...found.values()].flatMap((module) => this.diagnosticsOf(module.file));
  }

  /** The errors of one module. */
  diagnosticsOf(module: ts.SourceFile): readonly ts.Diagnostic[] {
    const { program } = this.#types;
    const syntax = program.getSyntacticDiagnostics(module);
    if (syntax.length > 0 || (isJavaScript(module.fileName) && !saysTypes.test(module.text))) return syntax;
    const isNoise = (code: number): boolean => allowed.has(code) || (isJavaScript(module.fileName) && implicitAny.has(code));
    return program.getSemanticDiagnostics(module).filter(({ code }) => !isNoise(code));
  }

  #collect(name: string | undefined, found: Map<string, Parsed>): void {
    if (name === undefined || found.has(name)) return;
    const file = this.#types.program.getSourceFile(name);
    if (!file) return;
    let parsed = this.#parsed.get(name);
    if (parsed?.file !== file) {
      const imports = moduleSpecifiers(file).map((literal) => {
        const local = this.#local(literal, file);
        return { specifier: literal.text, ...(local !== undefined && { file: local }) };
      });
      parsed = { file, imports, hash: createHash('sha1').update(file.text).digest('hex') };
      this.#parsed.set(name, parsed);
    }
    found.set(name, parsed);
    for (const { file: local } of parsed.imports) this.#collect(local, found);
  }

  /** The TypeScript source a specifier leads to, if it is one of the user's own. */
  #local(literal: ts.StringLiteralLike, from: ts.SourceFile): string | undefined {
    const mode = ts.getModeForUsageLocation(from, literal, this.#types.options);
    const name = this.#types.host.resolve(literal.text, from.fileName, mode).resolvedModule?.resolvedFileName;
    if (!name || !/\.(?:[cm]?[jt]s|[jt]sx)$/.test(name) || /\.d\.[cm]?ts$/.test(name) || name.includes('/node_modules/')) return undefined;
    return isJavaScript(name) && this.#isLeftToNode(name) ? undefined : name;
  }

  /** CommonJS is: it may do what only Node's own loader knows. */
  #isLeftToNode(name: string): boolean {
    const file = this.#types.program.getSourceFile(name) as BoundFile | undefined;
    return !file || name.endsWith('.cjs') || !!file.commonJsModuleIndicator;
  }
}

const isJavaScript = (name: string): boolean => /\.(?:[cm]?js|jsx)$/.test(name);

/** A module is a new one when its text changed or that of anything below it. */
function version(name: string, modules: ReadonlyMap<string, Parsed>): string {
  const seen = new Set<string>();
  const visit = (at: string): void => {
    const parsed = modules.get(at);
    if (!parsed || seen.has(at)) return;
    seen.add(at);
    for (const { file } of parsed.imports) if (file !== undefined) visit(file);
  };
  visit(name);
  const hash = createHash('sha1');
  for (const at of [...seen].sort()) hash.update(`${at}\0${modules.get(at)?.hash}\0`);
  return hash.digest('hex');
}
