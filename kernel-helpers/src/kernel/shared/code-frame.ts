/** A code frame: the lines around a place, the line itself marked, the span underlined. Shared by type errors and tracebacks. */

const color = { dim: '\u001b[2m', red: '\u001b[31m', bold: '\u001b[1m', cyan: '\u001b[36m', off: '\u001b[39m\u001b[22m' };

export const bold = (text: string): string => `${color.bold}${text}${color.off}`;
export const red = (text: string): string => `${color.red}${text}${color.off}`;
export const dim = (text: string): string => `${color.dim}${text}${color.off}`;
export const cyan = (text: string): string => `${color.cyan}${text}${color.off}`;

/** A line of a minified or generated file is cut to this length. */
const longest = 160;

/** Lines and columns count from 1. @returns one string of several lines, without a final newline. */
export function codeFrame(
  source: string,
  at: { readonly line: number; readonly column?: number; readonly endLine?: number; readonly endColumn?: number },
  around = 2,
): string {
  const lines = source.split(/\r\n|[\n\r\u2028\u2029]/);
  const first = Math.max(1, at.line - around);
  const last = Math.min(lines.length, at.line + around);
  const width = `${last}`.length;
  const shown: string[] = [];
  for (const [index, line] of lines.slice(first - 1, last).entries()) {
    const n = first + index;
    const text = line.replaceAll('\t', ' ');
    const cut = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
    const number = `${n}`.padStart(width);
    shown.push(n === at.line ? `${red('>')} ${bold(number)} ${dim('|')} ${cut}` : `  ${dim(`${number} |`)} ${cut}`);
    if (n !== at.line || at.column === undefined || at.column > longest) continue;
    const end = at.endLine === undefined || at.endLine === at.line ? (at.endColumn ?? at.column + 1) : text.length + 1;
    const marks = '^'.repeat(Math.max(1, Math.min(end, longest) - at.column));
    shown.push(`  ${' '.repeat(width)} ${dim('|')} ${' '.repeat(at.column - 1)}${red(marks)}`);
  }
  return shown.join('\n');
}
