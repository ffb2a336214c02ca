/**
 * Marks for Moodle and Canvas, in the columns that their import knows.
 *
 * Moodle, import of grades from CSV: any columns; the form asks which of them is the user's `username`, `useridnumber` or `useremail`, and which
 * grade item each other one fills (docs.moodle.org, "Grade import"; grade/import/grade_import_form.php). The grading worksheet of an assignment needs
 * `Identifier`, `Grade` and `Last modified (grade)`, and its other columns are left alone (mod/assign/feedback/offline/importgradeslib.php).
 *
 * Canvas, import into the gradebook: `Student`, `ID`, then `SIS User ID` and `SIS Login ID`, then `Section`, then the assignments, by their title or
 * `title (id)`; a student is found by `ID`, else by `SIS User ID`, else by `SIS Login ID`, else by name; a line whose first field holds
 * `Points Possible` sets the points (instructure/canvas-lms, lib/gradebook_importer.rb).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { csvFormatRows, csvParseRows } from 'd3-dsv';
import { formatTable, shown } from 'kernel-helpers/grader';
import { SetupError } from '../setup/step.mjs';

/** @typedef {{ student: string, state: string, reason: string, score?: unknown, max_score?: number }} GradeRow */

/**
 * What a roster, a file that the system itself exported, says: by which columns a student is found, and which column takes the marks.
 * @type {Record<'moodle' | 'canvas', { who: string[], mark: (name: string) => RegExp, most?: string }>}
 */
const systems = {
  // The grading worksheet of an assignment has `Grade`; the export of the gradebook a column by the assignment's name.
  moodle: {
    who: ['Username', 'ID number', 'Email address'],
    mark: (name) => new RegExp(`^(Grade|(Assignment: ?)?${escaped(name)}( \\(Real\\))?)$`),
    most: 'Maximum Grade',
  },
  canvas: { who: ['SIS Login ID', 'SIS User ID', 'ID'], mark: (name) => new RegExp(`^${escaped(name)}( \\(\\d+\\))?$`) },
};

/** @param {string} value */
const escaped = (value) => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A field of a roster as a spreadsheet may show it: a formula gets an apostrophe, a lone dash and a negative number are none. @param {string} value */
const safe = (value) => (/^[=+@\t\r]|^-(?![\d.]|$)/.test(value) ? `'${value}` : value);

/** @param {string} name @param {GradeRow[]} rows */
function moodle(name, rows) {
  return formatTable(
    ['Username', name],
    rows.map((row) => ({ Username: row.student, [name]: row.score })),
  );
}

/** @param {string} name @param {GradeRow[]} rows */
function canvas(name, rows) {
  const head = ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', name];
  // Canvas reads the second line as that of the points there are.
  const points = { Student: '    Points Possible', [name]: rows.find((row) => row.max_score !== undefined)?.max_score };
  return formatTable(head, [points, ...rows.map((row) => ({ Student: row.student, 'SIS Login ID': row.student, [name]: row.score }))]);
}

/**
 * The roster with the marks in it; its other fields stay.
 * @param {'moodle' | 'canvas'} kind @param {string} roster the file @param {string} name @param {GradeRow[]} rows
 */
function filled(kind, roster, name, rows) {
  if (!existsSync(roster)) throw new SetupError(`--roster must be a file, got ${roster}`);
  const { who, mark, most } = systems[kind];
  const [head = [], ...lines] = csvParseRows(readFileSync(roster, 'utf8').replace(/^\uFEFF/, ''));
  const keys = who.map((column) => head.indexOf(column)).filter((i) => i >= 0);
  if (keys.length === 0) throw new SetupError(`--roster must have one of the columns ${who.join(', ')}, got ${head.join(', ')}`);
  let at = head.findIndex((column) => mark(name).test(column));
  if (at < 0) at = head.push(name) - 1;
  const found = new Set();
  const same = (/** @type {string} */ field, /** @type {string} */ student) => field === student || field.split('@')[0] === student;
  for (const line of lines) {
    if (kind === 'canvas' && line[0]?.trim() === 'Points Possible')
      line[at] = String(rows.find((row) => row.max_score !== undefined)?.max_score ?? '');
    const row = rows.find(({ student }) => keys.some((i) => same(line[i] ?? '', student)));
    if (!row) continue;
    found.add(row.student);
    if (row.score !== undefined && row.score !== '') line[at] = String(row.score);
    const top = most === undefined ? -1 : head.indexOf(most);
    if (top >= 0 && row.max_score !== undefined && Number(line[top]) !== row.max_score)
      throw new SetupError(`${name} has ${row.max_score} points, and the roster's ${most} is ${line[top]}: set it in the system first`);
  }
  const csv = `${csvFormatRows([head, ...lines.map((line) => head.map((_, i) => safe(line[i] ?? '')))])}\n`;
  return { csv, unknown: rows.map(({ student }) => student).filter((student) => !found.has(student)) };
}

/**
 * Writes `reports/NAME-moodle.csv` or `reports/NAME-canvas.csv`. Who was not graded has an empty field.
 * @param {{ course: string, name: string, kind: string, roster?: string, rows: GradeRow[], say: (text: string) => void }} options
 * @returns {string} the file
 */
export function writeExport({ course, name, kind, roster, rows, say }) {
  if (kind !== 'moodle' && kind !== 'canvas') throw new SetupError(`--export must be one of moodle, canvas, got ${kind}`);
  if (rows.length === 0) throw new SetupError(`Nothing of ${name} was handed in.`);
  const file = path.join(course, 'reports', `${name}-${kind}.csv`);
  const made =
    roster === undefined ? { csv: (kind === 'moodle' ? moodle : canvas)(name, rows), unknown: [] } : filled(kind, roster, name, rows);
  writeFileSync(file, made.csv);
  for (const student of made.unknown) say(`Not in the roster: ${shown(student)}`);
  for (const { student, reason } of rows) if (reason) say(`No mark: ${shown(student)} (${shown(reason, 200)})`);
  return file;
}
