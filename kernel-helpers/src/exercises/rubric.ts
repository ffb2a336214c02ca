import { escapeHtml, showBundle } from '../display/index.js';
import { failValidation } from './verdict.js';

/**
 * Shows the rubric of an open question, and how long the answer is so far. Nobody marks it here: the student compares the text with
 * each point, the lecturer has a model answer in the lecturer's edition.
 *
 * @param title the exercise
 * @param text the student's answer, empty at first
 * @param points what a good answer must have, one demand each; at least one
 * @throws RangeError without a point
 */
export function showRubric(title: string, text: string, points: readonly string[]): void {
  if (points.length === 0) throw new RangeError('points must hold at least 1 demand, got 0');
  const words = text.split(/\s+/).filter((word) => word !== '').length;
  const state = words === 0 ? 'not answered yet' : `${words} words so far`;
  const rows = points.map((point) => `<li>${escapeHtml(point)}</li>`).join('');
  const html = `<div class="lab-exercise"><b>${escapeHtml(title)}</b> (${state}). A good answer<ul style="margin:0">${rows}</ul></div>`;
  showBundle({
    'text/html': html,
    'text/plain': [`${title}: ○ ${state}. A good answer`, ...points.map((point) => `- ${point}`)].join('\n'),
  });
  if (words === 0) failValidation(`${title}: ${state}`);
}
