/** grades.csv: a row for every submission, from the gradebook; what could not be graded says why and has no score. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../setup/paths.mjs';
import { SetupError } from '../setup/step.mjs';
import { lastWords, python } from './nbgrader.mjs';

const header = ['student', 'assignment', 'state', 'score', 'max_score', 'timestamp', 'reason'];
const fileOf = (course) => path.join(course, 'grades.csv');

const cell = (value) => (/[",\n\r]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));

/** The fields of each line, as `writeGrades` writes them. */
function parse(text) {
  const rows = [];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (match[0] === '') continue;
    if (rows.length === 0 || rows.at(-1).closed) rows.push({ fields: [], closed: false });
    rows.at(-1).fields.push(match[1] === undefined ? match[2] : match[1].replaceAll('""', '"'));
    rows.at(-1).closed = match[3] !== ',';
  }
  return rows.map(({ fields }) => fields);
}

/** Why submissions of an assignment were not graded the last time. @returns {Map<string, string>} by student */
export function knownReasons(course, name) {
  if (!existsSync(fileOf(course))) return new Map();
  const [, ...rows] = parse(readFileSync(fileOf(course), 'utf8'));
  return new Map(
    rows.filter(([, assignment, , , , , reason]) => assignment === name && reason).map(([student, , , , , , reason]) => [student, reason]),
  );
}

/**
 * Reads the gradebook and writes grades.csv.
 * @param {Map<string, string>} reasons why a student's submission was not graded
 */
export async function writeGrades(course, name, reasons) {
  const { stdout, status, output } = await python(['python', inRoot('scripts/grade/gradebook.py'), course, name], { course });
  if (status !== 0) throw new SetupError(`The gradebook could not be read: ${lastWords(output)}`);
  const rows = JSON.parse(stdout).map((row) => {
    const reason = reasons.get(row.student) ?? (row.known ? (row.unmarked > 0 ? 'a cell has no mark' : '') : 'never graded');
    const state = reason ? 'not graded' : row.waiting_for_hand > 0 ? `waits for ${row.waiting_for_hand} marks by hand` : 'graded';
    return {
      student: row.student,
      assignment: name,
      state,
      score: reason ? '' : row.score,
      max_score: row.max_score ?? '',
      timestamp: row.timestamp ?? '',
      reason,
    };
  });
  writeFileSync(
    fileOf(course),
    `${[header, ...rows.map((row) => header.map((key) => row[key]))].map((row) => row.map(cell).join(',')).join('\n')}\n`,
  );
  return rows;
}

/** A row as one line on screen. */
export const gradeLine = ({ student, state, reason, score, max_score: max }) =>
  `${student.padEnd(20)} ${state}${reason ? `: ${reason}` : `, ${score} of ${max}`}`;
