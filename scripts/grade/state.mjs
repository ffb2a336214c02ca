/** What is known of the last grading: who was graded as what, and why somebody was not. Kept beside the gradebook, so that only what changed is graded again. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Entry
 * @property {string} key digest of all that the mark depends on
 * @property {string} reason why there is no mark, or ''
 * @property {string} time
 */

/** @param {string} course @param {string} name */
const folderOf = (course, name) => path.join(course, '.grading', name);
/** @param {string} course @param {string} name */
const fileOf = (course, name) => path.join(folderOf(course, name), 'state.json');

/** Entries by student. @param {string} course @param {string} name @returns {Map<string, Entry>} */
export function readState(course, name) {
  const file = fileOf(course, name);
  return new Map(existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, 'utf8'))) : []);
}

/**
 * When `collect` saw the submissions, as `handed_in_times.py` keeps it: what is handed in again later may be late, also where nothing in it changed.
 * @param {string} course @param {string} name @returns {Record<string, { time?: string }>} by student, those that were collected
 */
export function collectedTimes(course, name) {
  const file = path.join(course, '.grading/collected.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8'))[name] ?? {}) : {};
}

/** Written after every submission and in one step: who is interrupted loses nothing. @param {string} course @param {string} name @param {Map<string, Entry>} state */
export function writeState(course, name, state) {
  mkdirSync(folderOf(course, name), { recursive: true });
  const file = fileOf(course, name);
  writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(state), null, 1));
  renameSync(`${file}.new`, file);
}

/** @param {string} course @param {string} name @returns {Map<string, string>} why a student's submission was not graded */
export const reasonsOf = (course, name) =>
  new Map([...readState(course, name)].filter(([, { reason }]) => reason).map(([student, { reason }]) => [student, reason]));

/** Where the outcome of a notebook is kept. @param {string} course @param {string} name @param {number} number @param {string} notebook */
export function outcomeFile(course, name, number, notebook) {
  const folder = path.join(folderOf(course, name), 'outcomes');
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `${number}-${notebook}.json`);
}

/** A line of the log: who was graded when, with which version, and how it went. @param {string} course @param {object} line */
export const log = (course, line) =>
  appendFileSync(path.join(course, 'grading.log'), `${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`);
