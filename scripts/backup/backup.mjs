/** Backups of a course: its folder, the gradebook while it is in use, and the exchange; one file that one command restores. */
import { createHash } from 'node:crypto';
import {
  cpSync,
  createReadStream,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { CommandError } from '../command-error.mjs';
import { command } from '../setup/command.mjs';
import { inRoot, inVenv } from '../setup/paths.mjs';

/** What a backup says about itself. @typedef {{ format: 1, made: string, exchange: boolean, files: Record<string, string> }} Manifest */

const gradebook = 'gradebook.db';
const manifestName = 'backup.json';
/** Made again by one command each, or of the running program only. */
const leftOut = new Set(['.ipynb_checkpoints', '.grading', '__pycache__', `${gradebook}-journal`, `${gradebook}-wal`, `${gradebook}-shm`]);

/** All plain files below a folder, as paths from it. @param {string} folder @returns {string[]} */
const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => lstatSync(path.join(folder, name)).isFile())
    .sort();

/** @param {string} file @returns {Promise<string>} */
async function digest(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

/** @param {string} folder */
async function digests(folder) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const name of filesBelow(folder)) if (name !== manifestName) found[name] = await digest(path.join(folder, name));
  return found;
}

/** Copies plain files and folders; links and devices in a course or an exchange are nobody's work. @param {string} from @param {string} to */
const copyPlain = (from, to) =>
  cpSync(from, to, {
    recursive: true,
    preserveTimestamps: true,
    filter: (file) => {
      // By name first: SQLite makes and removes its journal beside a gradebook in use while this runs.
      if (leftOut.has(path.basename(file)) || path.basename(file) === gradebook) return false;
      const found = lstatSync(file);
      return found.isFile() || found.isDirectory();
    },
  });

/** When submissions were handed in, as `collect` saw it: nothing makes that again. @param {string} from @param {string} to */
function keepTimes(from, to) {
  const times = '.grading/collected.json';
  if (existsSync(path.join(from, times))) cpSync(path.join(from, times), path.join(to, times), { preserveTimestamps: true });
}

/**
 * Writes the backup; the file appears under its name only when it is whole and was read again.
 * @param {{ course: string, exchange?: string, out: string, say: (text: string) => void }} options
 * @returns {Promise<{ file: string, count: number }>}
 */
export async function backup({ course, exchange, out, say }) {
  for (const place of [course, ...(exchange ? [exchange] : [])])
    if (!path.relative(place, out).startsWith('..'))
      throw new CommandError(`--out must not lie in ${place}, got ${out}`, { kind: 'usage' });
  mkdirSync(out, { recursive: true });
  const name = `course-${new Date().toISOString().replaceAll(':', '-').replace(/\..*/, '')}`;
  const file = path.join(out, `${name}.tar.gz`);
  if (existsSync(file)) throw new CommandError(`${file} exists already.`);
  const staging = mkdtempSync(path.join(out, '.backup-'));
  try {
    say(`copying ${path.basename(course)}`);
    copyPlain(course, path.join(staging, 'course'));
    keepTimes(course, path.join(staging, 'course'));
    if (existsSync(path.join(course, gradebook))) {
      say('copying the gradebook, which may be in use');
      const argv = [inVenv('python'), inRoot('scripts/backup/sqlite_backup.py'), path.join(course, gradebook)];
      const copied = await command([...argv, path.join(staging, 'course', gradebook)], { what: 'Copying the gradebook' });
      const checked = copied.trim();
      if (checked.split('\n').at(-1) !== 'ok') throw new CommandError(`The gradebook is damaged: ${checked}`);
    }
    if (exchange) {
      say('copying the exchange');
      copyPlain(exchange, path.join(staging, 'exchange'));
    }
    /** @type {Manifest} */
    const manifest = { format: 1, made: new Date().toISOString(), exchange: exchange !== undefined, files: await digests(staging) };
    writeFileSync(path.join(staging, manifestName), `${JSON.stringify(manifest, null, 1)}\n`);
    say('packing');
    const packed = `${file}.part`;
    try {
      await command(['tar', '--create', '--gzip', '--file', packed, '--directory', staging, '.'], { what: 'Packing the backup' });
      await command(['tar', '--compare', '--file', packed, '--directory', staging], { what: 'Reading the backup again' });
      renameSync(packed, file);
    } finally {
      rmSync(packed, { force: true });
    }
    return { file, count: Object.keys(manifest.files).length };
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Unpacks a backup beside its place and checks every file. @param {string} file @param {string} staging */
async function unpacked(file, staging) {
  if (!existsSync(file)) throw new CommandError(`There is no backup ${file}.`, { kind: 'usage' });
  // The exchange has rights of its own, which the umask of who restores must not change.
  const options = ['--no-same-owner', '--preserve-permissions'];
  await command(['tar', '--extract', '--gzip', '--file', file, '--directory', staging, ...options], { what: `Reading ${file}` });
  /** @type {Manifest} */
  let manifest;
  try {
    manifest = JSON.parse(readFileSync(path.join(staging, manifestName), 'utf8'));
  } catch {
    throw new CommandError(`${file} is not a backup of a course: it has no ${manifestName}.`, { kind: 'usage' });
  }
  if (manifest.format !== 1) throw new CommandError(`${file} has the format ${manifest.format}; this version reads format 1.`);
  const found = await digests(staging);
  const wrong = [...new Set([...Object.keys(manifest.files), ...Object.keys(found)])].filter(
    (name) => found[name] !== manifest.files[name],
  );
  if (wrong.length > 0) throw new CommandError(`${file} is damaged: ${wrong.slice(0, 3).join(', ')}. Nothing was changed.`);
  return manifest;
}

/**
 * Puts a backup in the place of the course, and of the exchange where it has one. What stood there is kept beside it.
 * @param {{ file: string, course: string, exchange?: string, say: (text: string) => void }} options
 */
export async function restore({ file, course, exchange, say }) {
  mkdirSync(path.dirname(course), { recursive: true });
  const staging = mkdtempSync(path.join(path.dirname(course), '.restore-'));
  try {
    say('reading and checking the backup');
    const manifest = await unpacked(file, staging);
    const places = [[path.join(staging, 'course'), course]];
    if (manifest.exchange && exchange) places.push([path.join(staging, 'exchange'), exchange]);
    const stamp = new Date().toISOString().replaceAll(':', '-').replace(/\..*/, '');
    for (const [from = '', to = ''] of places) {
      // A place on another disk gets a copy first: the exchange in a moment, or not at all.
      const beside = `${to}.restored`;
      rmSync(beside, { recursive: true, force: true });
      cpSync(from, beside, { recursive: true, preserveTimestamps: true });
      if (existsSync(to)) {
        renameSync(to, `${to}.before-${stamp}`);
        say(`what stood in ${to} is in ${path.basename(to)}.before-${stamp}`);
      }
      renameSync(beside, to);
      say(`restored ${to}`);
    }
    return { manifest, exchange: places.length > 1 };
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
