#!/usr/bin/env node
/** `npm run grade`: grades what lies in `submitted/`, each submission shut in. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chooseSandbox, sandboxes, shown, tryWalls, wallsText } from 'kernel-helpers/grader';
import { CommandError, runCommand, wholeNumber } from './cli.mjs';
import { gradeClass, handedIn } from './grade/class.mjs';
import { Cluster } from './grade/cluster.mjs';
import { writeExport } from './grade/exports.mjs';
import { gradeLine, writeGrades } from './grade/grades.mjs';
import { checkAssignment, checkCourse, ownCourse } from './grade/nbgrader.mjs';
import { NbgraderSession } from './grade/session.mjs';
import { SetupError } from './setup/step.mjs';
import { daskPython } from './study/dask.mjs';

/** Submissions run on other machines: whether these have the walls is theirs to find out. @param {string} [kind] */
function wallsOfWorkers(kind = 'bubblewrap') {
  if (!Object.hasOwn(sandboxes, kind))
    throw new CommandError(`--sandbox must be one of ${Object.keys(sandboxes).join(', ')}, got ${kind}`, { kind: 'usage' });
  return /** @type {import('kernel-helpers/grader').SandboxName} */ (kind);
}

/**
 * @param {{ course: string, name: string, students?: string[], trusted?: boolean, kind?: string, jobs?: number, force?: boolean, address?: string,
 *   signal?: AbortSignal, say?: (text: string) => void }} options
 */
export async function grade({ course, name, students, trusted = false, kind, jobs, force, address, signal, say = console.log }) {
  checkCourse(course);
  checkAssignment(course, name);
  const sandbox = address === undefined || trusted ? chooseSandbox({ trusted, wanted: kind }) : wallsOfWorkers(kind);
  say(sandbox === 'none' ? 'Submissions run without isolation (--trusted).' : `Each submission is shut in by ${sandbox}.`);
  const tried = sandbox === 'none' || address !== undefined ? undefined : tryWalls(sandbox);
  if (tried && 'walls' in tried) say(wallsText(tried.walls));
  const found = handedIn(course, name);
  for (const student of students ?? [])
    if (!found.includes(student))
      throw new SetupError(
        `--student must be one of ${found.map((one) => shown(one)).join(', ') || '(nothing submitted)'}, got ${shown(student)}`,
      );
  const cluster = address === undefined ? undefined : await Cluster.open({ address, python: await daskPython(), say });
  const rows = await gradeClass({ course, name, students, sandbox, cluster, jobs, force, signal, say }).finally(() => cluster?.close());
  for (const row of rows) say(gradeLine(row));
  const missing = rows.filter((row) => row.reason).length;
  say(`${rows.length - missing} graded, ${missing} not graded; ${path.relative(process.cwd(), path.join(course, 'grades.csv'))}`);
  return rows;
}

/**
 * Pages and tables of what was graded before. Nothing is graded.
 * @param {{ course: string, name: string, report?: boolean, similarity?: boolean, kinds?: string[], roster?: string, say?: (text: string) => void }} options
 * @returns {Promise<string[]>} the files made
 */
export async function reports({ course, name, report = false, similarity = false, kinds = [], roster, say = console.log }) {
  checkCourse(course);
  checkAssignment(course, name);
  // Charts need the lab's helpers, and these TensorFlow: loaded only here.
  const [{ writeReport }, { writeSimilarity }] = await Promise.all([import('./grade/report.mjs'), import('./grade/similarity.mjs')]);
  mkdirSync(path.join(course, 'reports'), { recursive: true });
  const files = similarity ? [writeSimilarity({ course, name, say })] : [];
  if (report || kinds.length > 0) {
    const session = new NbgraderSession(course);
    try {
      const rows = (await writeGrades(course, session)).filter((row) => row.assignment === name);
      if (report) files.push(writeReport({ course, name, rows, items: await session.marks(name) }));
      for (const kind of kinds) files.push(writeExport({ course, name, kind, roster, rows, say }));
    } finally {
      session.close();
    }
  }
  for (const file of files) say(path.relative(process.cwd(), file));
  return files;
}

await runCommand(import.meta, {
  usage: `npm run grade -- NAME [options]
npm run grade -- NAME --report | --similarity | --export moodle|canvas [--roster FILE]`,
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
    cluster: { type: 'string', value: 'ADDRESS', help: 'grade on the workers of a Dask scheduler, such as tcp://HOST:8786' },
    trusted: { type: 'boolean', help: 'run submissions without isolation, with all your rights' },
    report: { type: 'boolean', help: 'grade nothing; one page with the marks as a histogram and what each task measures' },
    similarity: { type: 'boolean', help: 'grade nothing; one page with the submissions that have most in common, side by side' },
    export: {
      type: 'string',
      value: 'SYSTEM',
      multiple: true,
      help: 'grade nothing; the marks for moodle or canvas, in the columns of their import',
    },
    roster: { type: 'string', value: 'FILE', help: 'for --export: a file that the system exported, into which the marks are filled' },
  },
  notes: `On a cluster each worker needs this lab, built, and the same walls (bubblewrap, or what --sandbox says); LECTURE_LAB_ROOT and
LECTURE_LAB_NODE tell a worker where its own lab is. Files go through the scheduler; a lost worker's submission goes to another.
Reports and exports lie in reports/ of the course folder. Due dates, penalties for being late, the time limit of a submission and what feedback
shows are set in course.json there (see COURSE.md). grading.log there says who was graded when, with which version.
Points and comments given by hand in Formgrader: npm run feedback -- NAME brings them into pages and grades.csv.
Exit status: 0 when every submission was graded, 2 when some could not be, 1 when nothing could be done, 130 after Ctrl-C.`,
  async run({ course, student, jobs, force, sandbox, cluster, trusted, report, similarity, export: kinds = [], roster }, [name = '']) {
    if (roster !== undefined && kinds.length !== 1) throw new CommandError('--roster needs one --export.', { kind: 'usage' });
    if (report || similarity || kinds.length > 0) {
      await reports({ course: path.resolve(course ?? ownCourse), name, report, similarity, kinds, roster });
      return 0;
    }
    if (cluster !== undefined && !/^(tcp|tls|ws|wss):\/\/\S+:\d+$/.test(cluster))
      throw new CommandError(`--cluster must be an address such as tcp://HOST:PORT, got ${cluster}`, { kind: 'usage' });
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
      address: cluster,
      signal: stop.signal,
    });
    if (stop.signal.aborted) return 130;
    return rows.some((row) => row.reason) ? 2 : 0;
  },
});
