/** Gradebooks that another release of nbgrader made. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { CommandError } from '../command-error.mjs';
import { inRoot, inVenv } from '../setup/paths.mjs';

/** @param {string} course @throws {CommandError} where the gradebook cannot be read @returns {'same' | 'older' | 'newer' | 'damaged' | 'none'} */
export function gradebookVersion(course) {
  const file = path.join(course, 'gradebook.db');
  if (!existsSync(file)) return 'none';
  const { stdout, stderr, status, error } = spawnSync(inVenv('python'), [inRoot('scripts/grade/gradebook_version.py'), file], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new CommandError(`The gradebook could not be read: ${error?.message ?? stderr.trim().split('\n').at(-1)}`);
  return /** @type {'same'} */ (stdout.trim());
}

/**
 * nbgrader fails half way with a message about columns where the schema is not its own.
 * @param {string} course @param {ReturnType<typeof gradebookVersion>} [version] where it is known already
 * @throws {CommandError}
 */
export function checkGradebook(course, version = gradebookVersion(course)) {
  if (version === 'older')
    throw new CommandError('The gradebook was made by an older nbgrader.', {
      remedy: 'npm run assignment -- migrate (it makes a backup first)',
    });
  if (version === 'newer')
    throw new CommandError('The gradebook was made by a newer nbgrader than the installed one.', {
      remedy: 'Update the lab: git pull, npm run setup',
    });
  if (version === 'damaged')
    throw new CommandError('The gradebook is damaged: it is no database.', { remedy: 'npm run assignment -- restore FILE' });
}
