/** Doc comments, read from the text of a declaration: library files are parsed without them, which saves a third of time and memory. */
import { ts } from '../compiler/ts.js';

export interface Documentation {
  readonly text: string;
  /** `@param x …`, each on its own line. */
  readonly tags: string;
}

const none: Documentation = { text: '', tags: '' };

/** The comment of the first declaration that has one. */
export function documentationOf(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): Documentation {
  if (!symbol) return none;
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  for (const declaration of target.declarations ?? []) {
    const found = documentationAt(declaration);
    if (found.text || found.tags) return found;
  }
  return none;
}

export function documentationAt(declaration: ts.Node | undefined): Documentation {
  if (!declaration) return none;
  const { text } = declaration.getSourceFile();
  const start = commented(declaration).getFullStart();
  const comment = ts
    .getLeadingCommentRanges(text, start)
    ?.findLast((range) => text.startsWith('/**', range.pos) && range.end - range.pos > 4);
  if (!comment) return none;
  const lines = text
    .slice(comment.pos + 3, comment.end - 2)
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
  const firstTag = lines.findIndex((line) => line.trimStart().startsWith('@'));
  const cut = firstTag < 0 ? lines.length : firstTag;
  return { text: lines.slice(0, cut).join('\n').trim(), tags: lines.slice(cut).join('\n').trim() };
}

/** The node before which the comment of a declaration stands. */
function commented(node: ts.Node): ts.Node {
  if (ts.isVariableDeclaration(node) && ts.isVariableDeclarationList(node.parent)) return node.parent.parent;
  return node;
}
