/** TypeScript as a row of tokens: names, numbers and texts count as such and not by what they are, so that renaming changes nothing. */
import ts from '../../kernel/shared/typescript.cjs';

export interface Token {
  /** What it is, in as few characters as will do. */
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

const { SyntaxKind: kinds } = ts;

function kindOf(kind: ts.SyntaxKind, text: string): string {
  // Words such as `out`, `type` and `number` are names in most places.
  const isName =
    kind === kinds.Identifier || kind === kinds.PrivateIdentifier || (kind >= kinds.AbstractKeyword && kind <= kinds.LastKeyword);
  if (isName) return 'n';
  if (kind === kinds.NumericLiteral || kind === kinds.BigIntLiteral) return '1';
  if (kind >= kinds.FirstLiteralToken && kind <= kinds.LastTemplateToken) return 't';
  // `let` and `const` are the same to a reader who changes words.
  return text === 'let' || text === 'var' ? 'const' : text;
}

/** Comments and white space are left out. Never fails: what is no TypeScript gives some tokens or other. */
export function tokensOf(text: string): Token[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const tokens: Token[] = [];
  for (let kind = scanner.scan(); kind !== kinds.EndOfFileToken; kind = scanner.scan()) {
    // In a template the rest after `}` is text, not code; taken as code it is the same in both notebooks.
    const [start, end] = [scanner.getTokenStart(), scanner.getTokenEnd()];
    if (end <= start) break;
    if (kind !== kinds.SemicolonToken) tokens.push({ kind: kindOf(kind, scanner.getTokenText()), start, end });
  }
  return tokens;
}
