/** Text with formulas. */
import { type Shown, shownAs } from './output.js';

/**
 * Shows Markdown with formulas in `$…$` and `$$…$$`.
 * @example showMarkdown(`$v_{10} = ${v.toFixed(3)}$`)
 */
export const showMarkdown: (text: string) => Shown<string> = shownAs((text) => ({ 'text/markdown': text, 'text/plain': text }));

/**
 * Shows HTML as it is given: escape text in it with `escapeHtml`.
 * @param text shown instead where no HTML can be shown
 */
export function showHtml(html: string, text = '[HTML]'): Shown<string> {
  return shownAs((content: string) => ({ 'text/html': content, 'text/plain': text }))(html);
}
