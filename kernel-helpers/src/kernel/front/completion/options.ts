/** What is said of an option in a call, such as `units` in `propagate({ units: 100 })`. */
import { internals, ts } from '../compiler/ts.js';
import { type Documentation, documentationAt, documentationOf } from './documentation.js';

/** The option's own comment, else what the comment of the function that is called says of it: `@param options.units …`. */
export function optionDocumentation(symbol: ts.Symbol, literal: ts.Node | undefined, checker: ts.TypeChecker): Documentation {
  const own = documentationOf(symbol, checker);
  return own.text || own.tags || !literal ? own : { text: saidByCall(symbol.name, literal, checker), tags: '' };
}

/** The object literal of which a node is a key. */
export function literalOf({ parent }: ts.Node): ts.ObjectLiteralExpression | undefined {
  return parent && ts.isObjectLiteralElementLike(parent) && ts.isObjectLiteralExpression(parent.parent) ? parent.parent : undefined;
}

/** The object literal in which a key is being written, or is about to be: after `{` or a comma. */
export function literalAt(file: ts.SourceFile, position: number): ts.ObjectLiteralExpression | undefined {
  const before = file.text.slice(0, position).trimEnd().length - 1;
  if (before < 0) return undefined;
  const token = internals().getTokenAtPosition(file, before);
  return token.parent && ts.isObjectLiteralExpression(token.parent) ? token.parent : literalOf(token);
}

/** Type of a property that has a choice of texts or numbers, as that choice: an alias such as `Convention` would hide it. */
export function choicesOf(symbol: ts.Symbol, checker: ts.TypeChecker): string | undefined {
  if (!(symbol.flags & ts.SymbolFlags.Property)) return undefined;
  const type = checker.getTypeOfSymbol(symbol);
  const parts = (type.isUnion() ? type.types : [type]).filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
  const literal = ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLiteral | ts.TypeFlags.Null;
  if (parts.length < 2 || !parts.every(({ flags }) => flags & literal)) return undefined;
  return parts.map((part) => checker.typeToString(part)).join(' | ');
}

function saidByCall(name: string, literal: ts.Node, checker: ts.TypeChecker): string {
  const { parent: call } = literal;
  if (!call || !(ts.isCallExpression(call) || ts.isNewExpression(call))) return '';
  const at = call.arguments?.indexOf(literal as ts.Expression) ?? -1;
  const declaration = checker.getResolvedSignature(call)?.declaration;
  const parameter = declaration?.parameters[at];
  if (!parameter) return '';
  const { tags } = documentationAt(declaration);
  const named = ts.isIdentifier(parameter.name) ? parameter.name.text : '\\w+';
  return paramText(tags, `${named}\\.${escaped(name)}`) || naming(name, paramText(tags, named));
}

/** A comment on the whole object tells of the option only where it has its name. */
const naming = (name: string, text: string): string => (new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`).test(text) ? text : '');

/** What `@param name …` says. @param name a pattern */
export function paramText(tags: string, name: string): string {
  const begin = `@param\\s+(?:\\{[^}]*\\}\\s*)?\\[?`;
  const tag = tags.split(/^(?=@)/m).find((t) => new RegExp(`^${begin}${name}(?![\\w$.])`).test(t));
  return tag?.replace(/^@param\s+(?:\{[^}]*\}\s*)?\S+\s*(?:-\s*)?/, '').trim() ?? '';
}

export const escaped = (text: string): string => text.replace(/\W/g, '\\$&');
