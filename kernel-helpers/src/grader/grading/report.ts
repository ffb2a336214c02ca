import { escapeHtml } from '../../core/escape-html.js';
import type { CheckReport } from './checks.js';

/** One check of a report. */
export interface CheckLine {
  readonly name: string;
  readonly weight: number;
  readonly passed: boolean;
  readonly expected?: string;
  readonly came?: string;
  /** The check stands in a hidden test: its reason is for the lecturer. */
  readonly hidden?: true;
}

/** The report as plain lines. */
export function reportText({ title, score, points, lines }: CheckReport): string {
  const rows = lines.map(({ name, passed, expected, came }) => (passed ? `  ✓ ${name}` : `  ✗ ${name}: expected ${expected}, got ${came}`));
  return [`${title}: ${score} of ${points} points`, ...rows].join('\n');
}

function reportHtml({ title, score, points, lines }: CheckReport): string {
  const all = lines.reduce((sum, line) => sum + line.weight, 0);
  const rows = lines.map(({ name, passed, expected, came, weight }) => {
    const worth = Math.round((100 * points * weight) / all) / 100;
    const reason = passed ? '' : `expected ${escapeHtml(expected ?? '')}, got ${escapeHtml(came ?? '')}`;
    return `<tr><td>${passed ? '✓' : '✗'}</td><td>${escapeHtml(name)}</td><td>${passed ? worth : 0} / ${worth}</td><td>${reason}</td></tr>`;
  });
  return `<table><caption>${escapeHtml(title)}: ${score} of ${points} points</caption><thead><tr><th></th><th>Check</th><th>Points</th><th>Why not</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** MIME bundle: the table for a reader, the bare score for nbgrader. */
export const reportBundle = (report: CheckReport): Record<string, string> => ({
  'text/plain': String(report.score),
  'text/html': reportHtml(report),
});
