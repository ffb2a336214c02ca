/** grades.csv: a row for every submission of every assignment, from the gradebook; what could not be graded says why and has no score. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatTable, shown } from 'kernel-helpers/grader';
import { reasonsOf } from './state.mjs';

const header = ['student', 'assignment', 'state', 'score', 'max_score', 'raw_score', 'late_submission_penalty', 'timestamp', 'reason'];

/**
 * Reads the gradebook and writes grades.csv.
 * @param {string} course
 * @param {import('./session.mjs').NbgraderSession} session
 */
export async function writeGrades(course, session) {
  const rows = (await session.rows()).map((row) => {
    const known = row.known ? ((row.unmarked ?? 0) > 0 ? 'a cell has no mark' : '') : 'never graded';
    const reason = reasonsOf(course, row.assignment).get(row.student) ?? known;
    const hand = row.waiting_for_hand ?? 0;
    const state = reason ? 'not graded' : hand > 0 ? `waits for ${hand} marks by hand` : 'graded';
    const marks = reason ? { score: '', raw_score: '', late_submission_penalty: '' } : {};
    return { ...row, ...marks, state, reason };
  });
  writeFileSync(path.join(course, 'grades.csv'), formatTable(header, rows));
  return rows;
}

/**
 * A row as one line on screen.
 * @param {{ student: string, state: string, reason: string, score?: unknown, max_score?: number }} row
 */
export const gradeLine = ({ student, state, reason, score, max_score: max }) =>
  `${shown(student).padEnd(20)} ${state}${reason ? `: ${shown(reason, 500)}` : `, ${score} of ${max}`}`;
