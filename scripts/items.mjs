#!/usr/bin/env node
/** `npm run items`: statistics of each question of a graded assignment, and the change since the same test before. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatTable, itemGains, itemStatistics } from 'kernel-helpers/grader';
import { runCommand } from './cli.mjs';
import { two, wholeItems } from './grade/marks.mjs';
import { checkAssignment, checkCourse, ownCourse } from './grade/nbgrader.mjs';
import { NbgraderSession } from './grade/session.mjs';
import { SetupError } from './setup/step.mjs';

/** @typedef {ReturnType<typeof wholeItems>} Table */

const numbers = ['difficulty', 'discrimination', 'upper_lower', 'before', 'after', 'gain', 'lost'];
const text = (/** @type {number | undefined} */ x) => (x === undefined ? '' : two(x));

/** @param {NbgraderSession} session @param {string} name @param {(text: string) => void} say @returns {Promise<Table>} */
async function tableOf(session, name, say) {
  const table = wholeItems(await session.marks(name));
  if (table.students.length === 0) throw new SetupError(`Nothing of ${name} has been graded yet: npm run grade -- ${name}`);
  if (table.items.length === 0) throw new SetupError(`No item of ${name} has a mark for everybody: give the missing ones in Formgrader`);
  if (table.missing.length > 0) say(`Left out, for marks are missing: ${table.missing.join(', ')} of ${name}`);
  return table;
}

/**
 * One row of points for each student, one column for each item of `order`.
 * @param {Table} table @param {readonly string[]} order @param {string} name
 */
function pointsOf({ items, students }, order, name) {
  const places = order.map((id) => items.findIndex((item) => item.id === id));
  const missing = order.find((_, j) => places[j] === -1);
  if (missing) throw new SetupError(`${name} has no item ${missing}: only the same test can be compared`);
  return new Map(students.map(({ student, scores }) => [student, places.map((j) => scores[j] ?? 0)]));
}

/**
 * @param {{ course: string, name: string, before?: string, say?: (text: string) => void }} options
 * @returns the rows of the table
 */
export async function items({ course, name, before, say = console.log }) {
  checkCourse(course);
  for (const one of before === undefined ? [name] : [name, before]) checkAssignment(course, one);
  const session = new NbgraderSession(course);
  try {
    const graded = await tableOf(session, name, say);
    const [order, maxima] = [graded.items.map(({ id }) => id), graded.items.map(({ points }) => points)];
    const now = pointsOf(graded, order, name);
    if (now.size < 2) throw new SetupError(`Item statistics need 2 students or more, got ${now.size}`);
    const statistics = itemStatistics([...now.values()], maxima);
    const earlier = before === undefined ? undefined : await tableOf(session, before, say);
    const gains = earlier && itemGains(pointsOf(earlier, order, before ?? ''), now, maxima);
    const rows = statistics.items.map(({ upperLower, ...item }, j) => ({
      item: order[j],
      ...item,
      upper_lower: upperLower,
      ...gains?.items[j],
    }));
    const columns = ['item', ...numbers.filter((key) => gains || ['difficulty', 'discrimination', 'upper_lower'].includes(key))];
    const file = path.join(course, `items-${name}.csv`);
    writeFileSync(file, formatTable(columns, rows));
    const width = Math.max(4, ...order.map((id) => id.length));
    say([columns[0]?.padEnd(width), ...columns.slice(1).map((key) => key.padStart(14))].join(''));
    for (const row of rows)
      say([String(row.item).padEnd(width), ...columns.slice(1).map((key) => text(/** @type {any} */ (row)[key]).padStart(14))].join(''));
    say(`${statistics.students} students; reliability (Cronbach's alpha) ${text(statistics.reliability)}`);
    if (gains) say(`before and after: the ${gains.students} students who took both`);
    say(path.relative(process.cwd(), file));
    return rows;
  } finally {
    session.close();
  }
}

await runCommand(import.meta, {
  usage: 'npm run items -- NAME [--before NAME] [--course DIR]',
  about: `Item statistics of a graded assignment, question by question: difficulty (the share of the points that the class got),
discrimination (correlation with the points of all other questions), the best less the weakest 27 % of the class.
With --before also the shares before and after of those who took both tests, the gain (after − before) / (1 − before), and
the share of those who lost points. Writes items-NAME.csv in the course folder.`,
  words: { NAME: 'the assignment, a folder of source/, graded by npm run grade' },
  takes: [1, 1],
  options: {
    before: { type: 'string', value: 'NAME', help: 'the same test, taken before the lecture (for example concept-test-before)' },
    course: { type: 'string', value: 'DIR', help: 'an nbgrader course folder of TypeScript notebooks (default: notebooks/assignments)' },
  },
  notes: 'With fewer than some thirty students all these figures are rough.',
  async run({ course, before }, [name = '']) {
    await items({ course: path.resolve(course ?? ownCourse), name, before });
  },
});
