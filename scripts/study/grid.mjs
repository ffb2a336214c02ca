/** A study: its file and its runs. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError } from '../command-error.mjs';
import { helpersDigest } from '../export/helpers-digest.mjs';
import { inRoot } from '../setup/paths.mjs';
import { fingerprint } from '../setup/step.mjs';

/** @typedef {Record<string, string | number | boolean>} Setting one point of the grid, plain JSON */
/** @typedef {Record<string, number>} Figures the result of a run: numbers by name */
/** @typedef {{ setting: Setting, seed: number }} Job */
/** @typedef {Job & { figures: Figures, seconds: number }} Result */
/** @typedef {Record<string, string>} StudyOptions what `--set NAME=VALUE` changed, over the study's own defaults */

/**
 * What a study's file exports. It is a plain script: Node imports it in the command and in each process that runs a part of it.
 * @typedef {object} Study
 * @property {string} title
 * @property {StudyOptions} [options] names and defaults of what `--set` changes
 * @property {number} [seeds] how many seeds each setting has, from 1; default 5
 * @property {Setting[] | ((options: StudyOptions) => Setting[] | Promise<Setting[]>)} settings
 * @property {(setting: Setting, seed: number) => Promise<Figures>} run must depend on nothing but its arguments
 * @property {(results: Result[], options: StudyOptions) => Job[]} [refine] further runs, chosen by the results of the grid
 * @property {(results: Result[], options: StudyOptions) => Row[]} [rows] the lines of table and chart; default: one for each setting and figure
 * @property {(results: Result[], options: StudyOptions) => { file: string, record: object }} [stored] what `--store` writes into `data/`
 */

/** @typedef {{ label: string, values: number[] }} Row */

const folder = inRoot('scripts/studies');

export const studyNames = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => name.replace(/\.mjs$/, ''))
    .sort();

/**
 * The file of a study: one of the project's by its name, or any other by its path.
 * @param {string} name
 */
export function studyFile(name) {
  const own = path.join(folder, `${name}.mjs`);
  if (/^[\w-]+$/.test(name) && existsSync(own)) return own;
  if (/\.m?js$/.test(name) && existsSync(name)) return path.resolve(name);
  throw new CommandError(`NAME must be one of ${studyNames().join(', ')}, or the file of a study, got ${name}`, { kind: 'usage' });
}

/** @param {string} file @returns {Promise<Study>} */
export async function loadStudy(file) {
  const study = await import(pathToFileURL(file).href);
  for (const name of ['title', 'settings', 'run'])
    if (study[name] === undefined) throw new CommandError(`${file} is not a study: it does not export ${name}`, { kind: 'usage' });
  return study;
}

/**
 * The study's options with what `--set` changed.
 * @param {Study} study
 * @param {string[]} given `NAME=VALUE` each
 */
export function studyOptions({ options = {} }, given) {
  const changed = { ...options };
  for (const text of given) {
    const [name = '', value] = text.split(/=(.*)/s);
    if (value === undefined || !Object.hasOwn(options, name)) {
      const known = Object.entries(options).map(([key, preset]) => `${key}=${preset}`);
      throw new CommandError(`--set must be one of ${known.join(', ') || '(this study has no options)'}, got ${text}`, { kind: 'usage' });
    }
    changed[name] = value;
  }
  return changed;
}

/**
 * All runs of the grid, seed by seed: if a study is interrupted, every setting has had about the same number of seeds.
 * @param {Setting[]} settings
 * @param {number} seeds
 * @returns {Job[]}
 */
export const gridJobs = (settings, seeds) =>
  Array.from({ length: seeds }, (_, i) => settings.map((setting) => ({ setting, seed: i + 1 }))).flat();

/** A run's name: the same for the same setting and seed, in any order of the setting's entries. @param {Job} job */
export const jobKey = ({ setting, seed }) =>
  JSON.stringify([Object.entries(setting).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)), seed]);

/** A setting in words. @param {Setting} setting */
export const settingLabel = (setting) =>
  Object.entries(setting)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

/** A digest of what the results depend on besides setting and seed: the study's file, the files that studies share, and the compiled package. @param {string} file */
export function codeDigest(file) {
  const shared = path.join(folder, 'shared');
  const files = readdirSync(shared).sort();
  return fingerprint({ file }, ...files.map((name) => ({ file: path.join(shared, name) })), helpersDigest());
}
