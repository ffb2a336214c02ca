/** What the cells of a session have declared, with the types the checker knows. */
import type { SlotName } from '../../shared/session.js';
import { type CellTypes, target } from './cell-types.js';
import type { Slots } from './slots.js';
import { ts } from './ts.js';

export interface DeclaredVariable extends SlotName {
  readonly name: string;
  /** As TypeScript writes it; empty where the cells are not checked. */
  readonly type: string;
}

/** Longer types are cut: a panel has a line for each. */
const longestType = 200;

/** Imports are not listed: a notebook of the lab has dozens, and nothing of them changes. */
const unlisted = ts.SymbolFlags.Alias | ts.SymbolFlags.Namespace;

/**
 * Variables in the order in which their names were first declared; functions and classes follow.
 * @param most the last of them, of more
 */
export function declaredVariables(types: CellTypes, slots: Slots, options: { untyped: boolean; most: number }): DeclaredVariable[] {
  const { history, cells } = types;
  const variables: DeclaredVariable[] = [];
  const functions: DeclaredVariable[] = [];
  for (const name of history.names()) {
    const symbol = history.value(name, cells.length - 1);
    const slot = slots.of(symbol);
    if (!symbol || !slot || symbol.flags & unlisted) continue;
    const isFunction = symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class);
    const { name: at, member } = slot;
    (isFunction ? functions : variables).push({
      name: ts.unescapeLeadingUnderscores(name),
      slot: at,
      ...(member !== undefined && { member }),
      type: options.untyped ? '' : typeText(types.checker, symbol),
    });
  }
  return [...variables, ...functions].slice(-options.most);
}

function typeText(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const text = checker.typeToString(checker.getTypeOfSymbol(target(checker, symbol)));
  return text.length > longestType ? `${text.slice(0, longestType - 1)}…` : text;
}
