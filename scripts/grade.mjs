#!/usr/bin/env node
/** `npm run grade`: grades what lies in `submitted/`, each submission shut in. */
import path from 'node:path';
import { chooseSandbox, shown } from 'kernel-helpers/grader';
import { runCommand, wholeNumber } from './cli.mjs';
import { gradeClass, handedIn } from './grade/class.mjs';
import { gradeLine } from './grade/grades.mjs';
import { checkAssignment, checkCourse, ownCourse } from './grade/nbgrader.mjs';
import { SetupError } from './setup/step.mjs';

/**
 * @param {{ course: string, name: string, students?: string[], trusted?: boolean, kind?: string, jobs?: number, force?: boolean,
 *   signal?: AbortSignal, say?: (text: string) => void }} options
 */
export async function grade({ course, name, students, trusted = false, kind, jobs, force, signal, say = console.log }) {
  checkCourse(course);
  checkAssignment(course, name);
  const sandbox = chooseSandbox({ trusted, wanted: kind });
  say(sandbox === 'none' ? 'Submissions run without isolation (--trusted).' : `Each submission is shut in by ${sandbox}.`);
  const found = handedIn(course, name);
  for (const student of students ?? [])
    if (!found.includes(student))
      throw new SetupError(
        `--student must be one of ${found.map((one) => shown(one)).join(', ') || '(nothing submitted)'}, got ${shown(student)}`,
      );
  const rows = await gradeClass({ course, name, students, sandbox, jobs, force, signal, say });
  for (const row of rows) say(gradeLine(row));
  const missing = rows.filter((row) => row.reason).length;
  say(`${rows.length - missing} graded, ${missing} not graded; ${path.relative(process.cwd(), path.join(course, 'grades.csv'))}`);
  return rows;
}

await runCommand(import.meta, {
  usage: 'npm run grade -- NAME [options]',
  about: `Grades all submissions of assignment NAME (submitted/<student>/NAME/), writes grades.csv in the course folder with a row
for every submission, and feedback pages in feedback/. What could not be graded is listed as such.
The model solution is graded first: where it does not get every point, nothing is marked, and the test and the reason are said.
Only what changed since the last time is graded. Ctrl-C breaks off; the same command goes on.`,
  words: { NAME: 'the assignment, a folder of source/' },
  takes: [1, 1],
  options: {
    course: { type: 'string', value: 'DIR', help: 'an nbgrader course folder of TypeScript notebooks (default: notebooks/assignments)' },
    student: { type: 'string', value: 'ID', multiple: true, help: 'only this student (may be given several times)' },
    jobs: { type: 'string', value: 'N', help: 'submissions at a time (default: as many as cores and memory allow)' },
    force: { type: 'boolean', help: 'grade also what did not change; points and comments given by hand are kept' },
    sandbox: { type: 'string', value: 'KIND', help: 'bubblewrap, podman or docker (default: the first that works here)' },
    trusted: { type: 'boolean', help: 'run submissions without isolation, with all your rights' },
  },
  notes: `Points and comments given by hand in Formgrader: npm run feedback -- NAME brings them into pages and grades.csv.
Exit status: 0 when every submission was graded, 2 when some could not be, 1 when nothing could be done, 130 after Ctrl-C.`,
  async run({ course, student, jobs, force, sandbox, trusted }, [name = '']) {
    const stop = new AbortController();
    process.once('SIGINT', () => stop.abort());
    const rows = await grade({
      course: path.resolve(course ?? ownCourse),
      name,
      students: student,
      trusted,
      kind: sandbox,
      jobs: jobs === undefined ? undefined : wholeNumber('--jobs', jobs, [1, 256]),
      force,
      signal: stop.signal,
    });
    if (stop.signal.aborted) return 130;
    return rows.some((row) => row.reason) ? 2 : 0;
  },
});
