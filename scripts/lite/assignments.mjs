/** The assignments of the course as students get them, for a site that is asked to have them. */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CommandError } from '../command-error.mjs';
import { lastWords, nbgrader, ownCourse } from '../grade/nbgrader.mjs';
import { inRoot, inVenv } from '../setup/paths.mjs';

/**
 * Makes the released version of every assignment: `NAME/NAME.ipynb`, and the files beside it. The course itself, its releases and its
 * gradebook stay as they are: nbgrader works on a copy of the sources.
 * @param {string} folder where they go; it must not exist
 * @param {string} [course] the course folder
 * @returns {Promise<string[]>} their names
 * @throws {CommandError} where nbgrader fails, or a line of a solution or of a hidden test would be in one
 */
export async function releasedAssignments(folder, course = ownCourse) {
  if (!existsSync(inVenv('nbgrader'))) throw new CommandError('nbgrader is not installed.', { kind: 'missing', remedy: 'npm run setup' });
  const { leaks } = await import(inRoot('kernel-helpers/dist/grader/index.js'));
  const copy = mkdtempSync(path.join(tmpdir(), 'lab-course-'));
  try {
    const [source, release] = [path.join(copy, 'source'), path.join(copy, 'release')];
    cpSync(path.join(course, 'source'), source, { recursive: true });
    const settings = path.join(course, 'nbgrader_config.py');
    if (existsSync(settings)) cpSync(settings, path.join(copy, 'nbgrader_config.py'));
    const { status, output } = await nbgrader(['generate_assignment', '*', '--no-db'], { course: copy });
    if (status !== 0) throw new CommandError(`The assignments could not be released: ${lastWords(output)}`);
    const names = readdirSync(source).sort();
    // A lecturer's notebook must never be what is left of a step that did nothing.
    const missing = names.filter((name) => !existsSync(path.join(release, name, `${name}.ipynb`)));
    if (missing.length > 0) throw new CommandError(`nbgrader released no ${missing.join(', ')}: ${lastWords(output)}`);
    const found = names.flatMap((name) => leaks(path.join(source, name), path.join(release, name)));
    if (found.length > 0) throw new CommandError(`The assignments must not be handed out:\n${found.map((text) => `  ${text}`).join('\n')}`);
    cpSync(release, folder, { recursive: true });
    return names;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
