/** The changelog of a release. */
import { CommandError } from '../command-error.mjs';

const head = '## Unreleased';

/**
 * @param {string} text
 * @param {string} version such as `1.2.0`
 * @throws {CommandError} of kind `usage` where it is no version or not above the newest of the changelog
 */
function checkVersion(text, version) {
  if (!/^\d+\.\d+\.\d+$/.test(version))
    throw new CommandError(`VERSION must be three numbers such as 1.2.0, got ${version}`, { kind: 'usage' });
  const newest = /^## (\d+\.\d+\.\d+)/m.exec(text)?.[1];
  if (newest && !above(version, newest)) throw new CommandError(`VERSION must be above ${newest}, got ${version}`, { kind: 'usage' });
}

/** @param {string} a @param {string} b */
function above(a, b) {
  const [one, two] = [a.split('.').map(Number), b.split('.').map(Number)];
  const first = one.findIndex((part, i) => part !== two[i]);
  return first >= 0 && /** @type {number} */ (one[first]) > /** @type {number} */ (two[first]);
}

/**
 * The changelog after the release: what was unreleased stands under the version and its date.
 * @param {string} text @param {string} version @param {string} date `YYYY-MM-DD`
 * @returns {{ text: string, notes: string }} `notes`: what is new in this version
 */
export function released(text, version, date) {
  checkVersion(text, version);
  const start = text.indexOf(`${head}\n`);
  if (start < 0) throw new CommandError(`CHANGELOG.md has no part "${head}".`);
  const body = start + head.length + 1;
  const next = text.indexOf('\n## ', body);
  const notes = text.slice(body, next < 0 ? undefined : next).trim();
  if (notes === '') throw new CommandError(`CHANGELOG.md has nothing under "${head}": there is nothing to release.`);
  const rest = next < 0 ? '' : text.slice(next);
  return { text: `${text.slice(0, start)}${head}\n\n## ${version} (${date})\n\n${notes}\n${rest}`, notes };
}
