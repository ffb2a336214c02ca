/** Grades a class: several submissions at a time, one nbgrader for all, only what changed. */
import { lstatSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  defaultJobs,
  eachOf,
  fingerprint,
  gradeModel,
  gradeNotebook,
  graderVersion,
  readSettings,
  settingsOf,
  shown,
  whyNotGradable,
} from 'kernel-helpers/grader';
import { SetupError } from '../setup/step.mjs';
import { makeFeedback } from './feedback.mjs';
import { writeGrades } from './grades.mjs';
import { NbgraderSession } from './session.mjs';
import { collectedTimes, log, outcomeFile, readState, writeState } from './state.mjs';

/**
 * @typedef {object} ClassOptions
 * @property {string} course
 * @property {string} name of the assignment
 * @property {string[]} [students] only these
 * @property {import('kernel-helpers/grader').SandboxKind} sandbox
 * @property {number} [jobs] submissions at a time
 * @property {boolean} [force] also what did not change
 * @property {AbortSignal} [signal]
 * @property {import('./cluster.mjs').Cluster} [cluster] grades in place of this machine
 * @property {(text: string) => void} say
 */

/** Who handed something in. Links are not followed. @param {string} course @param {string} name */
export function handedIn(course, name) {
  const submitted = path.join(course, 'submitted');
  const there = (/** @type {string} */ file) => lstatSync(file, { throwIfNoEntry: false });
  if (!there(submitted)?.isDirectory()) return [];
  return readdirSync(submitted)
    .filter((student) => there(path.join(submitted, student))?.isDirectory() && there(path.join(submitted, student, name)))
    .sort();
}

/** @param {string} source */
const notebooksOf = (source) =>
  readdirSync(source)
    .filter((file) => file.endsWith('.ipynb'))
    .map((file) => file.slice(0, -'.ipynb'.length));

/** @param {number} seconds */
const duration = (seconds) => (seconds < 60 ? `${Math.ceil(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.ceil(seconds % 60)} s`);

/** @param {ClassOptions} options */
export async function gradeClass(options) {
  const { course, name, sandbox, say } = options;
  const session = new NbgraderSession(course, sandbox);
  try {
    // The gradebook learns the assignment from its source; done again it changes nothing that was marked.
    const known = await session.ask({ do: 'assignment', name });
    if (!known.ok) throw new SetupError(`The assignment's source is not sound: ${known.reason}`);
    await gradeSubmissions(options, session);
    return (await writeGrades(course, session)).filter((row) => row.assignment === name);
  } finally {
    session.close();
    if (options.signal?.aborted) say('Broken off. What was graded is kept; the same command goes on with the rest.');
  }
}

/** @param {ClassOptions} options @param {NbgraderSession} session */
async function gradeSubmissions(
  { course, name, students, sandbox, cluster, jobs = defaultJobs(cluster?.threads), force = false, signal, say },
  session,
) {
  /** @type {typeof gradeNotebook} */
  const grade = cluster ? (job, stop) => cluster.grade(job, stop) : gradeNotebook;
  const source = path.join(course, 'source', name);
  const settings = settingsOf(readSettings(course, readdirSync(path.join(course, 'source'))), name);
  const limits = { totalSeconds: settings.seconds };
  const state = readState(course, name);
  const all = handedIn(course, name);
  const folderOf = (/** @type {string} */ student) => path.join(course, 'submitted', student, name);
  const times = collectedTimes(course, name);
  const work = (students ?? all).map((student) => {
    const fault = whyNotGradable(source, folderOf(student));
    return {
      student,
      fault,
      key: fault || fingerprint([source, folderOf(student)], { sandbox, settings, time: times[student]?.time ?? '' }),
    };
  });
  const left = work.filter(({ student, key }) => force || state.get(student)?.key !== key);
  if (left.length < work.length) say(`${work.length - left.length} did not change since they were graded (--force grades them again).`);
  if (left.length === 0) return;
  const models = left.some(({ fault }) => !fault) ? await gradeModels(source, sandbox, grade, say, signal) : [];
  const start = performance.now();
  let done = 0;
  await eachOf(left, { jobs, signal }, async ({ student, fault, key }) => {
    const begun = performance.now();
    const number = all.indexOf(student);
    const reason = fault || (await gradeOne({ course, name, student, number, sandbox, limits, models, session, grade, signal }));
    if (signal?.aborted) return;
    state.set(student, { key, reason, time: new Date().toISOString() });
    writeState(course, name, state);
    log(course, { assignment: name, student, version: graderVersion(), sandbox, graded: !reason, ...(reason && { reason }) });
    done++;
    const seconds = (performance.now() - begun) / 1000;
    const rest = ((performance.now() - start) / 1000 / done) * (left.length - done);
    const ahead = done < left.length ? `; about ${duration(rest)} left` : '';
    say(`[${done}/${left.length}] ${shown(student)}: ${reason ? 'NOT GRADED' : 'graded'} in ${seconds.toFixed(1)} s${ahead}`);
  });
}

/** @param {string} source @param {import('kernel-helpers/grader').SandboxKind} sandbox @param {typeof gradeNotebook} grade @param {(text: string) => void} say @param {AbortSignal} [signal] */
async function gradeModels(source, sandbox, grade, say, signal) {
  const models = [];
  for (const notebook of notebooksOf(source)) models.push(await gradeModel(source, notebook, sandbox, signal, grade));
  say('The model solution gets every point.');
  return models;
}

/**
 * @param {{ course: string, name: string, student: string, number: number, sandbox: import('kernel-helpers/grader').SandboxKind,
 *   limits: { totalSeconds: number }, models: import('kernel-helpers/grader').Model[], session: NbgraderSession, grade: typeof gradeNotebook, signal?: AbortSignal }} options
 * @returns {Promise<string>} why it was not graded, or ''
 */
async function gradeOne({ course, name, student, number, sandbox, limits, models, session, grade, signal }) {
  const folder = path.join(course, 'submitted', student, name);
  /** @type {Record<string, string>} */
  const outcomes = {};
  try {
    for (const { notebook, file, mayChange } of models) {
      const job = { source: file, submitted: path.join(folder, `${notebook}.ipynb`), folder, sandbox, limits, mayChange };
      const result = await grade(job, signal);
      if ('reason' in result) return result.reason;
      outcomes[notebook] = outcomeFile(course, name, number, notebook);
      writeFileSync(outcomes[notebook], JSON.stringify(result.outcome));
    }
    if (signal?.aborted) return 'grading was broken off';
    const recorded = await session.ask({ do: 'record', name, student, outcomes });
    if (!recorded.ok) return recorded.reason ?? 'nbgrader failed';
    const { reason } = await makeFeedback({ course, name, student, session });
    return reason;
  } finally {
    for (const file of Object.values(outcomes)) rmSync(file, { force: true });
  }
}
