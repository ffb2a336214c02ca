/** One step of set-up: it shows its progress, is skipped if it is done, and is done again if something that it depends on has changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';

export { CommandError as SetupError } from '../command-error.mjs';

/** The folder with a stamp for each step that is done. */
const ownStamps = inRoot('.lab', 'stamps');

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} title
 * @property {string} print the fingerprint of everything that the step depends on
 * @property {string[]} [makes] the files that it makes
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
 * True if the step ran with this fingerprint and its files still exist.
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
 * Records that the step ran. The stamp is written last and atomically, so that an interrupted step counts as not done.
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

/** What the steps that run now say, by their labels. A terminal has one line for all of them. @type {Map<string, () => string>} */
const now = new Map();

/** @param {string} [above] a line that stays above it */
function draw(above) {
  if (above !== undefined) process.stdout.write(`\r\x1b[K${above}\n`);
  const room = Math.floor((process.stdout.columns ?? 100) / Math.max(1, now.size)) - 3;
  const parts = [...now].map(([label, text]) => `${label}: ${text()}`.slice(0, Math.max(20, room)));
  process.stdout.write(`\r\x1b[K${parts.join(' | ')}`);
}

/**
 * Runs a step unless it is done.
 * @param {Step} step
 * @param {{ at: number, of: number, quiet?: boolean, stamps?: string }} position shown as [2/6]
 */
export async function runStep({ name, title, print, makes = [], run }, { at, of, quiet = false, stamps = ownStamps }) {
  const label = `[${at}/${of}] ${title}`;
  const tty = process.stdout.isTTY;
  const stay = (/** @type {string} */ text) => (tty ? draw(`${label}: ${text}`) : console.log(`${label}: ${text}`));
  if (isDone(name, print, makes, stamps)) {
    if (!quiet) stay('done before');
    return false;
  }
  const start = performance.now();
  let shown = 'started';
  let printed = performance.now(); // a log file gets a line every few seconds
  const say = (/** @type {string} */ text) => {
    if (text === shown) return;
    shown = text;
    if (tty) draw();
    else if (performance.now() - printed > 5000) {
      printed = performance.now();
      stay(text);
    }
  };
  if (!tty) stay(shown);
  // The seconds are counted also while a command prints nothing, so that the step does not look stopped.
  now.set(label, () => `${shown} (${seconds(start)})`);
  const tick = setInterval(() => tty && draw(), 1000);
  tick.unref();
  try {
    await run(say);
    markDone(name, print, stamps);
  } catch (error) {
    now.delete(label);
    if (tty) draw(`${label}: ${shown}`);
    throw error;
  } finally {
    clearInterval(tick);
    now.delete(label);
  }
  stay(`done in ${seconds(start)}`);
  return true;
}

const seconds = (/** @type {number} */ start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;
