/** The report of an assignment: how the marks are spread, and what each task and question measures. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { barChart, renderSvg } from 'kernel-helpers';
import { graderVersion, itemStatistics, shown } from 'kernel-helpers/grader';
import { SetupError } from '../setup/step.mjs';
import { page, table, text } from './document.mjs';
import { two, wholeItems } from './marks.mjs';

/** @typedef {{ student: string, state: string, reason: string, score?: unknown, max_score?: number }} GradeRow */
/** @typedef {import('./session.mjs').Marks} Marks */

const bins = 10;

/** How many marks lie in each tenth of the points; full marks belong to the last. @param {number[]} marks @param {number} top */
export function counts(marks, top) {
  const all = Array.from({ length: bins }, () => 0);
  for (const mark of marks) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor((bins * mark) / top + 1e-9)));
    all[bin] = (all[bin] ?? 0) + 1;
  }
  return all;
}

/** @param {number[]} marks @param {number} top */
function histogram(marks, top) {
  const number = (/** @type {number} */ x) => String(Math.round(x * 10) / 10);
  // Short, so that none is left out for want of room.
  const labels = Array.from({ length: bins }, (_, i) => number((i * top) / bins));
  const description = `${marks.length} marks between ${number(Math.min(...marks))} and ${number(Math.max(...marks))} of ${number(top)} points.`;
  return renderSvg(
    barChart(labels, counts(marks, top), {
      title: 'Marks',
      xLabel: `points: each bar from its number to the next, the last to ${number(top)}`,
      yLabel: 'students',
      horizontal: false,
      description,
    }),
  );
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return (low + high) / 2;
}

/** What a lecturer should look at. @param {{ difficulty: number, discrimination: number }} item */
function remark({ difficulty, discrimination }) {
  if (difficulty > 0.995) return 'everybody gets all of it';
  if (difficulty < 0.005) return 'nobody gets any of it';
  if (discrimination < 0) return 'those who do well elsewhere do badly here: read the task and the test again';
  if (discrimination < 0.2) return 'tells little apart';
  return difficulty < 0.3 ? 'hard' : '';
}

const reading = `<p class="quiet">Difficulty: the mean share of the points, 1 is easy. Discrimination: the correlation with the points in all other items; below 0.2 an item tells little.
Upper less lower: the difficulty in the best 27 % of the class less that in the weakest 27 %. Reliability: Cronbach's alpha over the items. With fewer than thirty students all of them are rough.
Items in which a mark is still missing are left out. (Crocker and Algina, Introduction to Classical and Modern Test Theory, 1986; Kelley 1939; Cronbach 1951.)</p>`;

/** @param {Marks} marks */
function itemTable(marks) {
  const { items: whole, students, missing } = wholeItems(marks);
  const note = missing.length > 0 ? `<p>Marks are missing in: ${text(missing.join(', '))}.</p>` : '';
  if (students.length < 2 || whole.length === 0) return `<p>Item statistics need at least two graded submissions.</p>${note}`;
  const { items, reliability } = itemStatistics(
    students.map(({ scores }) => scores),
    whole.map(({ points }) => points),
  );
  const rows = items.map((item, i) => [
    whole[i]?.id ?? '',
    String(whole[i]?.points),
    two(item.difficulty),
    two(item.discrimination),
    two(item.upperLower),
    remark(item),
  ]);
  const head = ['item', 'points', 'difficulty', 'discrimination', 'upper less lower', 'remark'];
  return `${table({ caption: `Items, ${students.length} submissions`, head, rows, words: [5] })}
<p>Reliability (Cronbach's alpha): <b>${two(reliability)}</b></p>${note}${reading}`;
}

/** @param {string} name @param {GradeRow[]} rows @param {Marks} items @param {string} made when */
export function reportPage(name, rows, items, made) {
  const marked = rows.filter(({ reason }) => !reason);
  const marks = marked.map(({ score }) => Number(score));
  const top = marked[0]?.max_score ?? 0;
  const without = rows.filter(({ reason }) => reason);
  const waiting = marked.filter(({ state }) => state !== 'graded').length;
  const mean = marks.reduce((a, b) => a + b, 0) / marks.length;
  const figures = `<p>${rows.length} submissions: ${marks.length} with marks${waiting > 0 ? ` (in ${waiting} some marks by hand are missing, which count as 0 here)` : ''}, ${without.length} not graded.
Of ${top} points: mean <b>${mean.toFixed(1)}</b>, median <b>${median(marks).toFixed(1)}</b>, from ${Math.min(...marks)} to ${Math.max(...marks)}, penalties for being late taken off.</p>`;
  const failed = without.map(({ student, reason }) => [shown(student), shown(reason, 500)]);
  return page({
    title: `${name}: report`,
    body: `<p class="quiet">${text(made)}, grader ${graderVersion()}</p>
${figures}${histogram(marks, top)}
<h2>What each task measures</h2>
${itemTable(items)}
${failed.length > 0 ? `<h2>Not graded</h2>${table({ caption: 'Why', head: ['student', 'reason'], rows: failed, words: [1] })}` : ''}`,
  });
}

/**
 * Writes `reports/NAME.html` in the course folder.
 * @param {{ course: string, name: string, rows: GradeRow[], items: Marks }} options
 * @returns {string} the file
 */
export function writeReport({ course, name, rows, items }, file = path.join(course, 'reports', `${name}.html`)) {
  if (!rows.some(({ reason }) => !reason)) throw new SetupError(`Nothing of ${name} has been graded yet: npm run grade -- ${name}`);
  const graded = new Set(rows.filter(({ reason }) => !reason).map(({ student }) => student));
  const known = { ...items, students: items.students.filter(({ student }) => graded.has(student)) };
  writeFileSync(file, reportPage(name, rows, known, new Date().toISOString().slice(0, 16).replace('T', ' ')));
  return file;
}
