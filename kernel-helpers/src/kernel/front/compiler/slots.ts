/**
 * Where the values of top-level declarations live: realm-wide `let` variables of the runner, called slots. A redeclaration takes over
 * the slot of the earlier one, so that older functions see the new value. A variable whose type no longer fits what those functions
 * expect gets its own slot: the functions keep the value they were checked with.
 */
import { type CellTypes, exported, target } from './cell-types.js';
import { isHostName } from './host-names.js';
import { type BoundFile, ts } from './ts.js';

export interface Slot {
  readonly name: string;
  /** Of an import whose module may assign it: the slot holds the module, this is the exported name. */
  readonly member?: string;
}

export class Slots {
  readonly #slots = new WeakMap<ts.Symbol, Slot>();
  readonly #declared = new Set<string>();
  readonly #captured = new Set<string>();

  /** The slot of the variable a symbol stands for, or undefined for a variable that no cell declares. */
  of(symbol: ts.Symbol | undefined): Slot | undefined {
    return symbol && this.#slots.get(symbol);
  }

  /** Gives every value of a cell a slot. @returns slots by declared name, and the names of new ones. */
  assign(types: CellTypes, file: BoundFile): { mine: Map<string, Slot>; fresh: string[] } {
    const mine = new Map<string, Slot>();
    const fresh: string[] = [];
    for (const symbol of file.locals?.values() ?? []) {
      if (!isValue(types.checker, symbol)) continue;
      const slot = this.#inherited(types, symbol) ?? this.#fresh(types.checker, symbol, fresh);
      mine.set(symbol.name, slot);
      this.#set(symbol, slot);
    }
    return { mine, fresh };
  }

  /** Copies a cell's slots to the part of it that ran. */
  carry(mine: ReadonlyMap<string, Slot>, kept: BoundFile): void {
    for (const symbol of kept.locals?.values() ?? []) {
      const slot = mine.get(symbol.name);
      if (slot) this.#set(symbol, slot);
    }
  }

  /** The cell's slots exist from now on. */
  declare(names: Iterable<string>): void {
    for (const name of names) this.#declared.add(name);
  }

  /** Notes the names that functions and classes of a cell use: only these can see a later value. */
  capture(file: ts.SourceFile): void {
    const walk = (node: ts.Node, inside: boolean): void => {
      if (inside && ts.isIdentifier(node)) this.#captured.add(node.text);
      const within = inside || ts.isFunctionLike(node) || ts.isClassLike(node);
      ts.forEachChild(node, (child) => walk(child, child === (node as ts.NamedDeclaration).name ? inside : within));
    };
    walk(file, false);
  }

  #set(symbol: ts.Symbol, slot: Slot): void {
    this.#slots.set(symbol, slot);
    this.#slots.set(exported(symbol), slot);
  }

  #inherited(types: CellTypes, symbol: ts.Symbol): Slot | undefined {
    const old = types.history.value(symbol.escapedName, types.cells.length - 1);
    const slot = old && this.#slots.get(old);
    if (!slot || slot.member !== memberOf(types.checker, symbol) || (hasLocalTwin(symbol) && slot.name === symbol.name)) return undefined;
    if (!this.#captured.has(symbol.name)) return slot;
    const { checker } = types;
    const type = (s: ts.Symbol): ts.Type => checker.getBaseTypeOfLiteralType(checker.getTypeOfSymbol(target(checker, s)));
    const [now, before] = [type(symbol), type(old)];
    if (exported(symbol).flags & old.flags & ts.SymbolFlags.Enum) return slot;
    // A user who defines a function, class or enum again wants it to be used everywhere, whatever its type now is.
    if (now.getCallSignatures().length && before.getCallSignatures().length) return slot;
    if (now.getConstructSignatures().length && before.getConstructSignatures().length) return slot;
    return checker.isTypeAssignableTo(now, before) ? slot : undefined;
  }

  #fresh(checker: ts.TypeChecker, symbol: ts.Symbol, fresh: string[]): Slot {
    const taken = (name: string): boolean => this.#declared.has(name) || fresh.includes(name);
    let name = symbol.name;
    if (taken(name) || isHostName(name) || hasLocalTwin(symbol)) {
      let n = 1;
      do name = `${symbol.name}\u02d0${n++}`;
      while (taken(name));
    }
    fresh.push(name);
    const member = memberOf(checker, symbol);
    return { name, ...(member !== undefined && { member }) };
  }
}

/** Enums, namespaces and decorated classes are emitted with a local variable of their own name: their slot needs another. */
export function hasLocalTwin(symbol: ts.Symbol): boolean {
  return !!symbol.declarations?.some(
    (d) => ts.isEnumDeclaration(d) || ts.isModuleDeclaration(d) || (ts.isClassDeclaration(d) && isDecorated(d)),
  );
}

const isDecorated = (d: ts.ClassDeclaration): boolean =>
  !!ts.getDecorators(d)?.length || d.members.some((m) => ts.canHaveDecorators(m) && !!ts.getDecorators(m)?.length);

function isValue(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  if (symbol.declarations?.some((d) => ts.isTypeOnlyImportDeclaration(d))) return false;
  if (!(target(checker, symbol).flags & ts.SymbolFlags.Value)) return false;
  if (symbol.flags & ts.SymbolFlags.Alias) return true;
  return !symbol.declarations?.every(
    (d) => !!(ts.getCombinedModifierFlags(d) & ts.ModifierFlags.Ambient) || (ts.isModuleDeclaration(d) && isTypeNamespace(d)),
  );
}

/** A namespace of types only has no value. */
const isTypeNamespace = (d: ts.ModuleDeclaration): boolean =>
  !!d.body && ts.isModuleBlock(d.body) && d.body.statements.every((s) => ts.isInterfaceDeclaration(s) || ts.isTypeAliasDeclaration(s));

/** The exported name of a named import that its module declares with `let` or `var`. */
function memberOf(checker: ts.TypeChecker, symbol: ts.Symbol): string | undefined {
  const specifier = symbol.declarations?.[0];
  if (!specifier || !ts.isImportSpecifier(specifier)) return undefined;
  const declared = target(checker, symbol).valueDeclaration;
  if (!declared || !ts.isVariableDeclaration(declared) || ts.getCombinedNodeFlags(declared) & ts.NodeFlags.Const) return undefined;
  return (specifier.propertyName ?? specifier.name).text;
}
