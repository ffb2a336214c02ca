/** nbgrader's commands on a course folder, with the settings for TypeScript notebooks. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { jupyterEnvironment } from '../jupyter/environment.mjs';
import { inRoot, inVenv } from '../setup/paths.mjs';
import { SetupError } from '../setup/step.mjs';
import { checkGradebook } from './gradebook-version.mjs';

/** The course of this repository. */
export const ownCourse = inRoot('notebooks/assignments');

/** @param {string} course @throws {SetupError} where the folder is not an nbgrader course, or its gradebook not of this nbgrader */
export function checkCourse(course) {
  if (!existsSync(path.join(course, 'source'))) throw new SetupError(`--course must be a folder with source/<assignment>/, got ${course}`);
  checkGradebook(course);
  return course;
}

/** @throws {SetupError} naming the assignments there are */
export function checkAssignment(/** @type {string} */ course, /** @type {string} */ name) {
  const names = readdirSync(path.join(course, 'source'));
  if (!names.includes(name)) throw new SetupError(`NAME must be one of ${names.join(', ') || '(no assignment)'}, got ${name}`);
}

/**
 * What nbgrader's processes find in their environment.
 * @param {string} [course] @param {string} [sandbox]
 */
export const nbgraderEnvironment = (course = '', sandbox = '') => ({
  ...jupyterEnvironment(),
  // Found before the course's own nbgrader_config.py, which may say otherwise.
  JUPYTER_CONFIG_PATH: inRoot('scripts/grade'),
  LECTURE_LAB_NODE: process.execPath,
  LECTURE_LAB_COURSE: course,
  LECTURE_LAB_SANDBOX: sandbox,
});

/** Runs a program of the Python environment; never throws for its status. @returns {Promise<{ status: number, output: string, stdout: string }>} */
export function python(
  /** @type {string[]} */ [program = '', ...argv],
  /** @type {{ course?: string, sandbox?: string }} */ { course, sandbox } = {},
) {
  return new Promise((resolve, reject) => {
    const env = nbgraderEnvironment(course, sandbox);
    const child = spawn(inVenv(program), argv, { cwd: course ?? inRoot(), env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status: status ?? 1, output, stdout }));
  });
}

/** @param {string[]} args such as `['autograde', 'ps1', '--student=ada']` */
export const nbgrader = (args, /** @type {{ course?: string, sandbox?: string }} */ { course, sandbox } = {}) =>
  python(['nbgrader', ...args, `--course-dir=${course}`], { course, sandbox });

/** The last lines of what a command said, without nbgrader's log stamps. */
export const lastWords = (/** @type {string} */ output, lines = 3) =>
  output
    .trim()
    .split('\n')
    .filter((/** @type {string} */ line) => /ERROR|Error|error:/.test(line))
    .slice(-lines)
    .map((/** @type {string} */ line) => line.replace(/^\[[^\]]*\]\s*/, ''))
    .join('; ') || output.trim().split('\n').slice(-lines).join('; ');
