#!/usr/bin/env node
/** `npm run grade`: grades what lies in `submitted/`, one submission after the other, each shut in. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chooseSandbox, whyNotGradable } from 'kernel-helpers/grader';
import { makeFeedback } from './grade/feedback.mjs';
import { gradeLine, knownReasons, writeGrades } from './grade/grades.mjs';
import { checkAssignment, checkCourse, lastWords, nbgrader, ownCourse } from './grade/nbgrader.mjs';
import { SetupError } from './setup/step.mjs';

const help = `npm run grade -- [--course DIR] NAME [--student ID]... [--sandbox KIND | --trusted]

Grades all submissions of assignment NAME (submitted/<student>/NAME/), writes grades.csv in the course folder with a row
for every submission, and feedback pages in feedback/. What could not be graded is listed as such.

  --course DIR   an nbgrader course folder of TypeScript notebooks (default: notebooks/assignments)
  --student ID   only this student (may be given several times)
  --sandbox KIND bubblewrap, podman or docker (default: the first that works here)
  --trusted      run submissions without isolation, with all your rights
  --help         this text

Points and comments given by hand in Formgrader: npm run feedback -- NAME brings them into pages and grades.csv.
Exit status: 0 when every submission was graded, 2 when some could not be, 1 when nothing could be done.`;

/** @param {{ course: string, name: string, students?: string[], trusted?: boolean, kind?: string, say?: (text: string) => void }} options */
export async function grade({ course, name, students, trusted = false, kind, say = console.log }) {
  checkCourse(course);
  checkAssignment(course, name);
  const sandbox = chooseSandbox({ trusted, wanted: kind });
  say(sandbox === 'none' ? 'Submissions run without isolation (--trusted).' : `Each submission is shut in by ${sandbox}.`);
  const submitted = path.join(course, 'submitted');
  const found = existsSync(submitted) ? readdirSync(submitted).filter((student) => existsSync(path.join(submitted, student, name))) : [];
  const wanted = students ?? found;
  for (const student of wanted)
    if (!found.includes(student))
      throw new SetupError(`--student must be one of ${found.join(', ') || '(nothing submitted)'}, got ${student}`);
  // The gradebook learns the assignment from its source; done again it changes nothing that was marked.
  const known = await nbgrader(['generate_assignment', name, '--force'], { course, sandbox });
  if (known.status !== 0) throw new SetupError(`The assignment's source is not sound: ${lastWords(known.output)}`);
  // A student who is not graded this time keeps the reason of the last.
  const reasons = new Map([...knownReasons(course, name)].filter(([student]) => !wanted.includes(student)));
  for (const [i, student] of wanted.entries()) {
    const start = performance.now();
    const reason =
      whyNotGradable(path.join(course, 'source', name), path.join(submitted, student, name)) ||
      (await gradeOne({ course, name, student, sandbox }));
    if (reason) reasons.set(student, reason);
    say(
      `[${i + 1}/${wanted.length}] ${student}: ${reason ? 'NOT GRADED' : 'graded'} in ${((performance.now() - start) / 1000).toFixed(1)} s`,
    );
  }
  const rows = await writeGrades(course, name, reasons);
  for (const row of rows) say(gradeLine(row));
  say(
    `${rows.filter((row) => !row.reason).length} graded, ${rows.filter((row) => row.reason).length} not graded; ${path.relative(process.cwd(), path.join(course, 'grades.csv'))}`,
  );
  return rows;
}

/** @returns {Promise<string>} why it was not graded, or '' */
async function gradeOne({ course, name, student, sandbox }) {
  const { status, output } = await nbgrader(['autograde', `--assignment=${name}`, `--student=${student}`, '--force'], { course, sandbox });
  if (status !== 0) return lastWords(output, 1);
  await makeFeedback({ course, name, student, sandbox });
  return '';
}

if (import.meta.filename === process.argv[1]) {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        course: { type: 'string' },
        student: { type: 'string', multiple: true },
        trusted: { type: 'boolean' },
        sandbox: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) console.log(help);
    else if (positionals.length !== 1) throw new SetupError(`One assignment NAME is needed.\n\n${help}`);
    else {
      const rows = await grade({
        course: path.resolve(values.course ?? ownCourse),
        name: positionals[0],
        students: values.student,
        trusted: values.trusted,
        kind: values.sandbox,
      });
      if (rows.some((row) => row.reason)) process.exitCode = 2;
    }
  } catch (error) {
    console.error(
      error instanceof SetupError || error.name === 'GraderError' ? error.message : error.code?.startsWith('ERR_PARSE_ARGS') ? `${error.message}\n\n${help}` : error,
    );
    process.exit(1);
  }
}
