#!/usr/bin/env node
/** `npm run feedback`: the feedback pages again, with the points and comments that were given by hand since. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { shown } from 'kernel-helpers/grader';
import { runCommand } from './cli.mjs';
import { makeFeedback } from './grade/feedback.mjs';
import { gradeLine, writeGrades } from './grade/grades.mjs';
import { checkAssignment, checkCourse, ownCourse } from './grade/nbgrader.mjs';
import { NbgraderSession } from './grade/session.mjs';
import { SetupError } from './setup/step.mjs';

/** @param {string} course @param {string} name */
function gradedStudents(course, name) {
  const autograded = path.join(course, 'autograded');
  return existsSync(autograded) ? readdirSync(autograded).filter((one) => existsSync(path.join(autograded, one, name))) : [];
}

/** @param {{ course: string, name: string, student?: string, say?: (text: string) => void }} options @returns the rows of grades.csv */
export async function feedback({ course, name, student, say = console.log }) {
  checkCourse(course);
  checkAssignment(course, name);
  const graded = gradedStudents(course, name);
  if (graded.length === 0) throw new SetupError(`Nothing of ${name} has been graded yet: npm run grade -- ${name}`);
  if (student !== undefined && !graded.includes(student))
    throw new SetupError(`STUDENT must be one of ${graded.map((one) => shown(one)).join(', ')}, got ${shown(student)}`);
  const session = new NbgraderSession(course);
  try {
    const failed = [];
    for (const one of student === undefined ? graded : [student]) {
      const { reason, pages } = await makeFeedback({ course, name, student: one, session });
      if (reason) failed.push(one);
      say(
        `${shown(one)}: ${reason ? `NO PAGE: ${reason}` : pages.map((page) => shown(path.relative(process.cwd(), page), 500)).join(', ')}`,
      );
    }
    const rows = (await writeGrades(course, session)).filter((row) => row.assignment === name);
    for (const row of rows) if (student === undefined || row.student === student) say(gradeLine(row));
    return { rows, failed };
  } finally {
    session.close();
  }
}

await runCommand(import.meta, {
  usage: 'npm run feedback -- NAME [STUDENT] [options]',
  about: `Makes the feedback pages of assignment NAME again from the graded state, for all students or one: the marks of
\`npm run grade\`, and the points and comments given by hand in Formgrader since. Writes feedback/<student>/NAME/ and
brings grades.csv up to date. A page is one file that asks nothing of the network. Of a hidden test it shows the name and
whether it passed ("feedback": "all" in course.json: all of it).`,
  words: { NAME: 'the assignment', STUDENT: 'only this student' },
  takes: [1, 2],
  options: {
    course: { type: 'string', value: 'DIR', help: 'an nbgrader course folder of TypeScript notebooks (default: notebooks/assignments)' },
  },
  notes: "Exit status: 0 when every page was made, 1 when nothing could be done, 2 when some student's page could not be made.",
  async run({ course }, [name = '', student]) {
    const { failed } = await feedback({ course: path.resolve(course ?? ownCourse), name, student });
    return failed.length > 0 ? 2 : 0;
  },
});
