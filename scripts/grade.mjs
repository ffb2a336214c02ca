#!/usr/bin/env node
/** `npm run grade`: grades what lies in `submitted/`, one submission after the other, each shut in. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkCourse, lastWords, nbgrader, ownCourse, python } from './grade/nbgrader.mjs';
import { chooseSandbox } from './grade/sandbox/index.mjs';
import { inRoot } from './setup/paths.mjs';
import { SetupError } from './setup/step.mjs';

const help = `npm run grade -- [--course DIR] NAME [--student ID]... [--sandbox KIND | --trusted]

Grades all submissions of assignment NAME (submitted/<student>/NAME/), writes grades.csv in the course folder with a row
for every submission, and feedback pages in feedback/. What could not be graded is listed as such.

  --course DIR   an nbgrader course folder of TypeScript notebooks (default: notebooks/assignments)
  --student ID   only this student (may be given several times)
  --sandbox KIND bubblewrap, podman or docker (default: the first that works here)
  --trusted      run submissions without isolation, with all your rights
  --help         this text`;

const csv = (value) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));

/** @param {{ course: string, name: string, students?: string[], trusted?: boolean, kind?: string, say?: (text: string) => void }} options */
export async function grade({ course, name, students, trusted = false, kind, say = console.log }) {
  checkCourse(course);
  const names = readdirSync(path.join(course, 'source'));
  if (!names.includes(name)) throw new SetupError(`NAME must be one of ${names.join(', ') || '(no assignment)'}, got ${name}`);
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
  const reasons = new Map();
  for (const [i, student] of wanted.entries()) {
    const start = performance.now();
    const { status, output } = await nbgrader(['autograde', `--assignment=${name}`, `--student=${student}`, '--force'], {
      course,
      sandbox,
    });
    if (status !== 0) reasons.set(student, lastWords(output, 1));
    else await nbgrader(['generate_feedback', `--assignment=${name}`, `--student=${student}`, '--force'], { course, sandbox });
    say(
      `[${i + 1}/${wanted.length}] ${student}: ${status === 0 ? 'graded' : 'NOT GRADED'} in ${((performance.now() - start) / 1000).toFixed(1)} s`,
    );
  }
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
  const header = ['student', 'assignment', 'state', 'score', 'max_score', 'timestamp', 'reason'];
  writeFileSync(
    path.join(course, 'grades.csv'),
    `${[header, ...rows.map((row) => header.map((key) => row[key]))].map((row) => row.map(csv).join(',')).join('\n')}\n`,
  );
  for (const { student, state, score, max_score: max, reason } of rows)
    say(`${student.padEnd(20)} ${state}${reason ? `: ${reason}` : `, ${score} of ${max}`}`);
  say(
    `${rows.filter((row) => !row.reason).length} graded, ${rows.filter((row) => row.reason).length} not graded; ${path.relative(process.cwd(), path.join(course, 'grades.csv'))}`,
  );
  return rows;
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
    else
      await grade({
        course: path.resolve(values.course ?? ownCourse),
        name: positionals[0],
        students: values.student,
        trusted: values.trusted,
        kind: values.sandbox,
      });
  } catch (error) {
    console.error(
      error instanceof SetupError ? error.message : error.code?.startsWith('ERR_PARSE_ARGS') ? `${error.message}\n\n${help}` : error,
    );
    process.exit(1);
  }
}
