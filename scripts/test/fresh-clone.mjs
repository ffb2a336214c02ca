/**
 * Set-up before the tests. Where it begins in a clone that holds nothing but what is committed, as in CI, it is itself the set-up of a fresh clone:
 * `test/setup/clone.test.ts` then takes this clone, and makes no second one.
 */
import { spawnSync } from 'node:child_process';
import { inRoot } from '../setup/paths.mjs';

/** The variable in which the tests find what the set-up of this fresh clone did, as JSON. */
export const variable = 'LECTURE_LAB_FRESH_CLONE';

/**
 * @typedef {object} FreshClone
 * @property {string[]} ran the names of the steps that were done
 * @property {string} [notice] what the user was told about them
 * @property {string} changes what git takes for a change afterwards
 */

/** What differs from the commit; with `--ignored` also what git is told to leave alone. Undefined where this is no clone. */
function status(/** @type {string[]} */ ...options) {
  const { status: code, stdout } = spawnSync('git', ['status', '--porcelain', ...options], { cwd: inRoot(), encoding: 'utf8' });
  return code === 0 ? stdout.trim() : undefined;
}

/** @param {() => Promise<{ ran: string[], notice?: string }>} setup */
export async function setUpFor(setup) {
  const fresh = status('--ignored') === '';
  delete process.env[variable];
  const done = await setup();
  if (fresh) process.env[variable] = JSON.stringify({ ...done, changes: status() ?? '' });
}
