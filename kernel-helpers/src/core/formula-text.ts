/** Formulas that a text writes on one line, such as `v_{t−1}` and `e^z`: their indices and exponents set low and high. */
import { escapeHtml } from './escape-html.js';

/**
 * A symbol of one or two letters (a letter with its hat counts as one), a closing bracket, or the number under an exponent; `_` or `^`; a group in braces or brackets, a sign with
 * digits, or one word. Names such as `block5_conv3` and `include_top` have more letters, so they stay as they are.
 */
const raised =
  /(?<![\p{L}\p{M}\d_.])((?:\p{L}\p{M}?){1,2}|(?<=[)\]])|\d+(?:\.\d+)?(?=\^))([_^])(?:\{([^{}]*)\}|\(([^()]*)\)|([+−-]?\d+|[\p{L}]+(?:[+−]\d+)?))(?![\p{L}\d_])/gu;

/**
 * Text as HTML, escaped, with `<sub>` and `<sup>` in its formulas. The sign in `1e-7` becomes a minus, at which no line is broken.
 * @param safe makes the parts between safe, default for HTML
 */
export function formulaHtml(line: string, safe: (part: string) => string = escapeHtml): string {
  const text = line.replace(/(?<=\de)-(?=\d)/g, '−');
  let out = '';
  let from = 0;
  const set = (symbol: string, sign: string, content: string) => {
    const tag = sign === '_' ? 'sub' : 'sup';
    return `${safe(symbol)}<${tag}>${safe(content)}</${tag}>`;
  };
  for (const match of text.matchAll(raised)) {
    const [all, symbol = '', sign = '', braces, brackets, word] = match;
    out += safe(text.slice(from, match.index)) + set(symbol, sign, braces ?? brackets ?? word ?? '');
    from = match.index + all.length;
  }
  return out + safe(text.slice(from));
}
