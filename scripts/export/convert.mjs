/** Converts executed notebooks to pages and decks. */
import { inRoot, inVenv } from '../setup/paths.mjs';
import { run } from './execute.mjs';

/**
 * @typedef {object} Job
 * @property {'page' | 'deck'} kind
 * @property {string} notebook an executed notebook
 * @property {string} out the file to write
 * @property {string} vendor relative address of the vendor folder
 * @property {string} [nav] HTML above a page
 * @property {string} [foot] HTML below it
 * @property {Record<string, string>} [links] the target of a link to a notebook, by the notebook's name
 * @property {Record<string, string>} [cells] the page that a link to one of its cells leads to
 * @property {Record<string, string>} [hidden] the target of a link to a cell that no deck shows, by its `#cell-id=…`
 * @property {Record<string, string>} [answers] model answers (Markdown) by the id of the exercise's cell
 */

/** Converts all in one process: Python's start costs as much as a notebook. @param {Job[]} jobs @param {(file: string) => void} [done] called for each file */
export const convert = (jobs, done = (_) => {}) =>
  run([inVenv('python'), inRoot('scripts/export/export.py')], `Converting ${jobs.length} notebooks`, {
    input: JSON.stringify(jobs),
    line: done,
  });
