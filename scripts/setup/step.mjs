/** One step of set-up: shows what it does and how far it is, is skipped when done, and is done again when what it depends on changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';

export { CommandError as SetupError } from '../command-error.mjs';

/** Where the steps that are done leave their stamps. */
const ownStamps = inRoot('.lab', 'stamps');

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} title
 * @property {string} print the fingerprint of all that the step depends on
 * @property {string[]} [makes] files that it leaves
 * @property {(say: (text: string) => void) => Promise<unknown> | void} run
 */

/** A short digest of strings and of the contents of files (given as `{ file }`). */
export function fingerprint(/** @type {(string | { file: string })[]} */ ...parts) {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(typeof part === 'string' ? part : existsSync(part.file) ? readFileSync(part.file) : `missing ${part.file}`);
    hash.update('\0');
  }
  return hash.digest('hex').slice(0, 20);
}

/**
 * True when the step ran with this fingerprint and what it made is still there.
 * @param {string} name
 * @param {string} print
 * @param {string[]} [makes]
 * @param {string} [stamps] the folder of stamps
 */
export function isDone(name, print, makes = [], stamps = ownStamps) {
  const stamp = path.join(stamps, name);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === print && makes.every((file) => existsSync(file));
}

/**
 * Notes that the step ran. Written last and atomically, so that a broken-off step counts as not done.
 * @param {string} name
 * @param {string} print
 * @param {string} stamps
 */
function markDone(name, print, stamps) {
  mkdirSync(stamps, { recursive: true });
  const stamp = path.join(stamps, name);
  writeFileSync(`${stamp}.new`, print);
  renameSync(`${stamp}.new`, stamp);
}

/**
 * Runs a step unless it is done.
 * @param {Step} step
 * @param {{ at: number, of: number, quiet?: boolean, stamps?: string }} position shown as [2/6]
 */
export async function runStep({ name, title, print, makes = [], run }, { at, of, quiet = false, stamps = ownStamps }) {
  const label = `[${at}/${of}] ${title}`;
  if (isDone(name, print, makes, stamps)) {
    if (!quiet) console.log(`${label}: done before`);
    return false;
  }
  const start = performance.now();
  const tty = process.stdout.isTTY;
  let shown = '';
  let printed = -Infinity; // in a log file a line every few seconds is enough
  const say = (/** @type {string} */ text) => {
    if (text === shown) return;
    shown = text;
    if (tty) process.stdout.write(`\r\x1b[K${label}: ${text.slice(0, Math.max(20, (process.stdout.columns ?? 100) - label.length - 4))}`);
    else if (performance.now() - printed > 5000) {
      printed = performance.now();
      console.log(`${label}: ${text}`);
    }
  };
  // A step is never silent for long: the seconds tick while a command says nothing.
  const tick = setInterval(() => {
    if (tty) process.stdout.write(`\r\x1b[K${label}: ${shown} (${seconds(start)})`);
  }, 1000);
  tick.unref();
  say('started');
  try {
    await run(say);
  } catch (error) {
    if (tty) process.stdout.write('\n');
    throw error;
  } finally {
    clearInterval(tick);
  }
  markDone(name, print, stamps);
  if (tty) process.stdout.write(`\r\x1b[K${label}: done in ${seconds(start)}\n`);
  else console.log(`${label}: done in ${seconds(start)}`);
  return true;
}

const seconds = (/** @type {number} */ start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;
