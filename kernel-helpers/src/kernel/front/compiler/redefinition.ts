/**
 * A class, an enum or another type that is defined again. To the checker it is a second type of the same name, and functions of earlier
 * cells still use the first. The user means one type: earlier functions are checked again, against the newest definition.
 */
import { type CellTypes, exported } from './cell-types.js';
import { diagnose } from './diagnostics.js';
import type { Slot, Slots } from './slots.js';
import { type BoundFile, ts } from './ts.js';

/**
 * Makes the private and protected members of earlier classes of the same name count as those of the new one, which is how the checker
 * tells two classes of one shape apart. Called before the cell is checked.
 */
export function unitePrivateMembers(types: CellTypes, file: BoundFile): void {
  for (const [name, local] of file.locals ?? []) {
    const symbol = exported(local);
    if (!(symbol.flags & ts.SymbolFlags.Class)) continue;
    for (const old of types.history.all(name)) {
      if (old.flags & ts.SymbolFlags.Class) uniteMembers(types.checker, old, symbol);
    }
  }
}

function uniteMembers(checker: ts.TypeChecker, old: ts.Symbol, now: ts.Symbol): void {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  // The checker has copies of the members, for the type that `this` stands for.
  for (const member of [...(old.members?.values() ?? []), ...checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(old))]) {
    const declared = now.members?.get(member.escapedName)?.valueDeclaration;
    if (!declared || !member.valueDeclaration || !(ts.getCombinedModifierFlags(member.valueDeclaration) & hidden)) continue;
    checker.getTypeOfSymbol(member); // its own type is taken from its own declaration, before that changes
    member.valueDeclaration = declared;
  }
}

/** Checks again the functions that use a type which the newest cell defined again. Called when that cell has been committed. */
export function recheckFunctions(types: CellTypes, slots: Slots, newest: BoundFile): void {
  const redefined = redefinedTypes(types, newest);
  if (redefined.size === 0) return;
  const files = types.cells.slice(0, -1).filter((file) => file.checkJsDirective?.enabled !== false);
  for (const file of files) {
    for (const statement of file.statements) {
      const names = functionsOf(statement).filter((name) => isCurrent(types, name));
      if (names.length > 0 && speaksOf(statement, redefined)) recheck(types, slots, file, statement, names);
    }
  }
}

/** The names of types that a cell defines and that cells before it had defined. */
function redefinedTypes(types: CellTypes, file: BoundFile): ReadonlySet<string> {
  const names = new Set<string>();
  const isType = (symbol: ts.Symbol): boolean => !!(symbol.flags & ts.SymbolFlags.Type);
  for (const [name, local] of file.locals ?? []) {
    const symbol = exported(local);
    if (isType(symbol) && types.history.all(name).some((s) => s !== symbol && isType(s))) names.add(local.name);
  }
  return names;
}

/** The functions that a top-level statement declares: `function f` and `const f = () => …`. */
function functionsOf(statement: ts.Statement): readonly ts.Identifier[] {
  if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name] : [];
  if (!ts.isVariableStatement(statement)) return [];
  const { declarations } = statement.declarationList;
  const made = declarations.every(
    ({ name, initializer }) =>
      ts.isIdentifier(name) && initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)),
  );
  return made ? declarations.map(({ name }) => name as ts.Identifier) : [];
}

/** Whether a name still means this declaration. */
function isCurrent(types: CellTypes, name: ts.Identifier): boolean {
  const current = types.history.value(name.escapedText, types.cells.length - 1);
  return !!current?.declarations?.some((d) => (d as ts.NamedDeclaration).name === name);
}

function speaksOf(node: ts.Node, names: ReadonlySet<string>): boolean {
  if (ts.isIdentifier(node) && names.has(node.text)) return true;
  return ts.forEachChild(node, (child) => speaksOf(child, names)) ?? false;
}

/** The statement alone becomes a cell after the newest one, if it still fits there: its functions use the same values as before. */
function recheck(types: CellTypes, slots: Slots, file: BoundFile, statement: ts.Statement, names: readonly ts.Identifier[]): void {
  const [start, end] = [statement.getStart(file), statement.end];
  const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');
  const again = types.open(blank(file.text.slice(0, start)) + file.text.slice(start, end));
  if (diagnose(types, again, false).length > 0) return; // it no longer fits, and keeps the type it was written for
  const mine = new Map<string, Slot>();
  for (const { escapedText, text } of names) {
    const slot = slots.of(types.history.value(escapedText, types.cells.length - 1));
    if (slot) mine.set(text, slot);
  }
  slots.carry(mine, again);
  types.commit(again);
}
