/** What a check of an exercise says: it never throws, so that a wrong answer does not stop "Run All". */
import { handle } from '../display/handle.js';
import { escapeHtml, showBundle } from '../display/index.js';

/** How an answer stands. */
export type Verdict = 'open' | 'right' | 'not yet';

/** What a check returns: the verdict, in a form that a notebook does not print a second time. */
export interface Checked {
  readonly verdict: Verdict;
}

/** One thing said about an answer. */
export interface VerdictLine {
  readonly verdict: Verdict;
  readonly text: string;
}

const signs: Record<Verdict, string> = { open: '○', right: '✓', 'not yet': '✗' };
const colors: Record<Verdict, string> = { open: '#5a6275', right: '#1e7f60', 'not yet': '#b23500' };

/** nbgrader's Validate finds what failed by errors: under it alone, an exercise without a right answer is one. @throws Error there */
export function failValidation(text: string): void {
  if (process.env.NBGRADER_VALIDATING === '1') throw new Error(text);
}

/** Shows a title with its lines; a sign and a word say the same as the color. It is right when every line is. */
export function showVerdict(title: string, lines: readonly VerdictLine[]): Checked {
  const rows = lines.map(({ verdict, text }) => {
    return `<li style="list-style:none"><span style="color:${colors[verdict]};font-weight:700">${signs[verdict]}</span> ${escapeHtml(text)}</li>`;
  });
  const html = `<div class="lab-exercise"><b>${escapeHtml(title)}</b><ul style="margin:0;padding-left:1em">${rows.join('')}</ul></div>`;
  const plain = lines.map(({ verdict, text }) => `${signs[verdict]} ${text}`);
  showBundle({ 'text/html': html, 'text/plain': [`${title}: ${plain[0]}`, ...plain.slice(1)].join('\n') });
  const worst = (['open', 'not yet'] as const).find((verdict) => lines.some((line) => line.verdict === verdict));
  if (worst !== undefined) failValidation([`${title}: ${plain[0]}`, ...plain.slice(1)].join('\n'));
  return handle<Checked>({ verdict: worst ?? 'right' });
}
