/** Converts executed notebooks to pages and decks. */
import { availableParallelism } from 'node:os';
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

/** Files that a process of Python should have at least: its start costs as much as one. */
const worth = 4;

/**
 * Converts the notebooks, in a process on each core.
 * @param {readonly Job[]} jobs @param {(file: string) => void} [done] called for each file
 */
export async function convert(jobs, done = (_) => {}) {
  const processes = Math.max(1, Math.min(availableParallelism(), Math.floor(jobs.length / worth)));
  const parts = Array.from({ length: processes }, (_, part) => jobs.filter((_, i) => i % processes === part));
  const ended = await Promise.allSettled(
    parts.map((part) =>
      run([inVenv('python'), inRoot('scripts/export/export.py')], `Converting ${jobs.length} notebooks`, {
        input: JSON.stringify(part),
        line: done,
      }),
    ),
  );
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}
