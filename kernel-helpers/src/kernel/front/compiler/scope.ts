/**
 * What a cell sees of the cells before it. TypeScript's name look-up climbs from a node to its parents; a cell's file gets three
 * empty blocks as ancestors, whose tables of locals answer from one shared history. So look-up costs the same in cell 500 as in cell 2,
 * and nothing else of the checker (assignment marks, containers, flow) can climb from one cell into another.
 */
import { ts } from './ts.js';

type Table = ReadonlyMap<ts.__String, ts.Symbol>;

interface Entry {
  readonly cell: number;
  readonly symbol: ts.Symbol;
  /** Value, type and namespace meanings; of an import, those of its target. */
  readonly meaning: number;
}

const meanings = [ts.SymbolFlags.Value, ts.SymbolFlags.Type, ts.SymbolFlags.Namespace];

/** Every declaration of the committed cells, by name, oldest first. */
export class History {
  readonly #entries = new Map<ts.__String, Entry[]>();

  /** @param name of the symbol in its cell; what is exported by default has another one of its own */
  add(cell: number, name: ts.__String, symbol: ts.Symbol, meaning: number): void {
    const entries = this.#entries.get(name);
    if (entries) entries.push({ cell, symbol, meaning });
    else this.#entries.set(name, [{ cell, symbol, meaning }]);
  }

  /**
   * The symbol that the `layer`-th block shows to cells after `cell`: the newest, then the newest that means something the ones
   * before it do not (an interface under a constant of the same name).
   */
  find(name: ts.__String, cell: number, layer: number): ts.Symbol | undefined {
    let left = layer;
    for (const entry of this.#shown(name, cell)) if (left-- === 0) return entry.symbol;
    return undefined;
  }

  /** The cells that declare what a name means after `cell`. */
  cellsOf(name: ts.__String, cell: number): number[] {
    return [...this.#shown(name, cell)].map((entry) => entry.cell);
  }

  /** Forgets what these cells declared. */
  forget(cells: ReadonlySet<number>): void {
    for (const [name, entries] of this.#entries) {
      const kept = entries.filter(({ cell }) => !cells.has(cell));
      if (kept.length > 0) this.#entries.set(name, kept);
      else this.#entries.delete(name);
    }
  }

  *#shown(name: ts.__String, cell: number): Generator<Entry> {
    const entries = this.#entries.get(name) ?? [];
    let seen = 0;
    for (let i = entries.length - 1; i >= 0; i--) {
      const entry = entries[i];
      if (!entry || entry.cell > cell || !meanings.some((m) => entry.meaning & m && !(seen & m))) continue;
      yield entry;
      seen |= entry.meaning;
    }
  }

  /** The newest value of that name in the cells up to `cell`. */
  value(name: ts.__String, cell: number): ts.Symbol | undefined {
    const entries = this.#entries.get(name) ?? [];
    return entries.findLast((e) => e.cell <= cell && e.meaning & ts.SymbolFlags.Value)?.symbol;
  }

  /** All symbols of that name, oldest first. */
  all(name: ts.__String): ts.Symbol[] {
    return (this.#entries.get(name) ?? []).map(({ symbol }) => symbol);
  }

  names(): IterableIterator<ts.__String> {
    return this.#entries.keys();
  }

  /** The parent of a cell's file: the innermost of its three blocks. */
  scopeAfter(cell: number): ts.Node | undefined {
    let scope: ts.Node | undefined;
    for (let layer = meanings.length - 1; layer >= 0; layer--) {
      const block = ts.factory.createBlock([]) as ts.Block & { locals?: Table };
      block.locals = new View(this, cell, layer);
      scope = Object.assign(block, { parent: scope });
    }
    return scope;
  }
}

/** One layer of the history, in the shape of a symbol table. */
class View extends Map<ts.__String, ts.Symbol> {
  readonly #history: History;
  readonly #cell: number;
  readonly #layer: number;

  constructor(history: History, cell: number, layer: number) {
    super();
    this.#history = history;
    this.#cell = cell;
    this.#layer = layer;
  }

  override get(name: ts.__String): ts.Symbol | undefined {
    return this.#history.find(name, this.#cell, this.#layer);
  }

  override has(name: ts.__String): boolean {
    return this.get(name) !== undefined;
  }

  /** TypeScript proposes names like a misspelled one from these. */
  override *values(): MapIterator<ts.Symbol> {
    for (const name of this.#history.names()) {
      const symbol = this.get(name);
      if (symbol) yield symbol;
    }
  }

  override forEach(visit: (symbol: ts.Symbol, name: ts.__String, table: Map<ts.__String, ts.Symbol>) => void): void {
    for (const name of this.#history.names()) {
      const symbol = this.get(name);
      if (symbol) visit(symbol, name, this);
    }
  }
}
