/** Completion at a place of a cell that is being written. */

import type { CellTypes } from '../compiler/cell-types.js';
import { type BoundFile, internals, neverCancelled, ts } from '../compiler/ts.js';
import { kindOf } from './kinds.js';
import { choicesOf, literalAt, optionDocumentation } from './options.js';
import { packageEntries } from './packages.js';
import { toCodePoints, toUtf16 } from './positions.js';
import { serviceHost } from './service-host.js';
import type { CompletionMatch, Completions } from './types.js';

/** Number of matches that get a signature and documentation: those that the front end can show at once, and of a short list all. */
const described = 16;
const short = 40;
const most = 500;

const preferences: ts.UserPreferences = { includeCompletionsForModuleExports: false, includeCompletionsWithInsertText: false };

interface Entry extends ts.CompletionEntry {
  readonly symbol?: ts.Symbol;
}

export function complete(types: CellTypes, code: string, cursor: number): Completions {
  const position = toUtf16(code, cursor);
  try {
    return completeAt(types, code, position);
  } catch {
    const here = toCodePoints(code, position); // the checker may fail on half-written code: no help is better than an error
    return { matches: [], cursorStart: here, cursorEnd: here, metadata: {} };
  }
}

function completeAt(types: CellTypes, code: string, position: number): Completions {
  const file = types.open(code);
  const host = serviceHost(types);
  const info = internals().Completions.getCompletionsAtPosition(
    host,
    types.program,
    () => undefined,
    file,
    position,
    preferences,
    undefined,
    ts.CompletionTriggerKind.Invoked,
    neverCancelled,
    undefined,
    true,
  );
  const word = wordBefore(code, position);
  const after = /^[\p{ID_Continue}$]*/u.exec(code.slice(position))?.[0] ?? '';
  const found: Entry[] = [
    ...(info?.entries ?? []).filter((e) => e.kind !== ts.ScriptElementKind.warning),
    ...packageEntries(types, file, position, info),
  ];
  const span = found.find((e) => e.replacementSpan)?.replacementSpan ?? {
    start: position - word.length,
    length: word.length + after.length,
  };
  const start = Math.min(span.start, position);
  const prefix = code.slice(start, position);
  const entries = rank(found, prefix).slice(0, most);
  const location = internals().getTouchingPropertyName(file, position);
  const literal = literalAt(file, position);
  const last = entries.length <= short ? short : described;
  const matches = entries.map((entry, i) => (i < last ? describe(types, file, { location, literal }, entry) : bare(entry)));
  const cursorStart = toCodePoints(code, start);
  const cursorEnd = toCodePoints(code, Math.max(position, span.start + span.length));
  return {
    matches,
    cursorStart,
    cursorEnd,
    metadata: { _jupyter_types_experimental: matches.map((m) => ({ start: cursorStart, end: cursorEnd, ...m })) },
  };
}

const wordBefore = (code: string, position: number): string => /[\p{ID_Continue}$#]*$/u.exec(code.slice(0, position))?.[0] ?? '';

/** Entries that start with the typed letters, then those that do so in other case; locals before globals, as TypeScript sorts them. */
function rank(entries: readonly Entry[], prefix: string): Entry[] {
  const lower = prefix.toLowerCase();
  const exact = (e: Entry): number => (e.name.startsWith(prefix) ? 0 : 1);
  return entries
    .filter((e) => e.name.toLowerCase().startsWith(lower))
    .sort((a, b) => exact(a) - exact(b) || compare(a.sortText, b.sortText) || compare(a.name, b.name));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const bare = (entry: ts.CompletionEntry): CompletionMatch => ({ text: entry.name, type: kindOf(entry.kind) });

interface Place {
  readonly location: ts.Node;
  /** The object literal of which a key is being written. */
  readonly literal: ts.ObjectLiteralExpression | undefined;
}

/** What was said of functions and classes of declaration files, by checker: it is the same at every place. It takes half the time of a list. */
const said = new WeakMap<ts.TypeChecker, WeakMap<ts.Symbol, CompletionMatch>>();

/** A constant counts where it is a function or one certain value: such a type cannot be narrowed. */
function isFixed(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (!symbol.declarations?.every((one) => one.getSourceFile().isDeclarationFile)) return false;
  const { flags } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  if (flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class)) return true;
  if (!(flags & ts.SymbolFlags.BlockScopedVariable)) return false;
  const type = checker.getTypeOfSymbol(symbol);
  return type.isLiteral() || type.getCallSignatures().length > 0;
}

function describe(types: CellTypes, file: BoundFile, place: Place, entry: Entry): CompletionMatch {
  const { symbol } = entry;
  if (!symbol) return bare(entry);
  if (place.literal || !isFixed(symbol, types.checker)) return describeSymbol(types, file, place, entry, symbol);
  const known = said.get(types.checker) ?? new WeakMap<ts.Symbol, CompletionMatch>();
  said.set(types.checker, known);
  const match = known.get(symbol) ?? describeSymbol(types, file, place, entry, symbol);
  known.set(symbol, match);
  return { ...match, ...bare(entry) };
}

/** Signature and documentation straight from the symbol: TypeScript's own details would compute the whole list again for every entry. */
function describeSymbol(types: CellTypes, file: BoundFile, { location, literal }: Place, entry: Entry, symbol: ts.Symbol): CompletionMatch {
  const { checker } = types;
  const { displayParts } = internals().SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(
    checker,
    symbol,
    file,
    location,
    location,
  );
  const full = ts
    .displayPartsToString(displayParts)
    .replace(/^\((?:property|method|alias|parameter|local var|local function)\) /, '')
    .replace(/\n(?:export|import) .*$/s, ''); // how a name was imported does not belong to its signature
  const signature = literal ? optionSignature(full, symbol, checker) : full;
  const documentation = optionDocumentation(symbol, literal, checker).text;
  return { ...bare(entry), ...(signature && { signature }), ...(documentation && { documentation }) };
}

/** In a call, an option that may be left out need not say that it may be `undefined`. */
function optionSignature(full: string, symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const [, head, type] = /^([^:]*\?): (.*) \| undefined$/s.exec(full) ?? /^([^:]*): (.*)$/s.exec(full) ?? [];
  return type ? `${head}: ${choicesOf(symbol, checker) ?? type}` : full;
}
