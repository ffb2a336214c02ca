#!/usr/bin/env node
/** `npm run feedback`: the feedback pages again, with the points and comments that were given by hand since. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeFeedback } from './grade/feedback.mjs';
import { gradeLine, knownReasons, writeGrades } from './grade/grades.mjs';
import { checkAssignment, checkCourse, lastWords, ownCourse } from './grade/nbgrader.mjs';
import { SetupError } from './setup/step.mjs';

const help = `npm run feedback -- [--course DIR] NAME [STUDENT]

Makes the feedback pages of assignment NAME again from the graded state, for all students or one: the marks of
\`npm run grade\`, and the points and comments given by hand in Formgrader since. Writes feedback/<student>/NAME/ and
brings grades.csv up to date. A page is one file that asks nothing of the network. It shows the hidden tests too: hand it out
when nobody can hand in any more.

  --course DIR   an nbgrader course folder of TypeScript notebooks (default: notebooks/assignments)
  --help         this text

Exit status: 0 when every page was made, 1 when nothing could be done, 2 when some student's page could not be made.`;

/** @param {{ course: string, name: string, student?: string, say?: (text: string) => void }} options @returns the rows of grades.csv */
export async function feedback({ course, name, student, say = console.log }) {
  checkCourse(course);
  checkAssignment(course, name);
  const autograded = path.join(course, 'autograded');
  const graded = existsSync(autograded) ? readdirSync(autograded).filter((one) => existsSync(path.join(autograded, one, name))) : [];
  if (graded.length === 0) throw new SetupError(`Nothing of ${name} has been graded yet: npm run grade -- ${name}`);
  if (student !== undefined && !graded.includes(student))
    throw new SetupError(`STUDENT must be one of ${graded.join(', ')}, got ${student}`);
  const failed = [];
  for (const one of student === undefined ? graded : [student]) {
    const { status, output, pages } = await makeFeedback({ course, name, student: one });
    if (status !== 0) failed.push(one);
    say(
      `${one}: ${status === 0 ? pages.map((page) => path.relative(process.cwd(), page)).join(', ') : `NO PAGE: ${lastWords(output, 1)}`}`,
    );
  }
  const rows = await writeGrades(course, name, knownReasons(course, name));
  for (const row of rows) if (student === undefined || row.student === student) say(gradeLine(row));
  return { rows, failed };
}

if (import.meta.filename === process.argv[1]) {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { course: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) console.log(help);
    else if (positionals.length < 1 || positionals.length > 2)
      throw new SetupError(`An assignment NAME and at most one STUDENT are needed.\n\n${help}`);
    else {
      const { failed } = await feedback({
        course: path.resolve(values.course ?? ownCourse),
        name: positionals[0],
        student: positionals[1],
      });
      if (failed.length > 0) process.exitCode = 2;
    }
  } catch (error) {
    console.error(
      error instanceof SetupError ? error.message : error.code?.startsWith('ERR_PARSE_ARGS') ? `${error.message}\n\n${help}` : error,
    );
    process.exit(1);
  }
}
