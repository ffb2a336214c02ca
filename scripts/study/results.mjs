/** A study's results on the disk: one line of JSON for each run, written when the run ends. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { jobKey } from './grid.mjs';

/** @typedef {import('./grid.mjs').Result} Result */

export class ResultFile {
  /** @type {Map<string, Result>} */
  #results = new Map();
  /** The number of lines from an older version of the code, which are not used. */
  older = 0;

  /**
   * Reads the existing results. An incomplete last line is dropped.
   * @param {string} file
   * @param {string} code digest of the code that makes the results
   * @param {{ keep?: boolean }} [options] `keep`: results of other code count too
   */
  constructor(file, code, { keep = false } = {}) {
    this.file = file;
    this.code = code;
    mkdirSync(path.dirname(file), { recursive: true });
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole !== text) writeFileSync(file, whole);
    for (const line of whole.split('\n').filter(Boolean)) {
      const { code: made, ...result } = JSON.parse(line);
      if (made === code || keep) this.#results.set(jobKey(result), result);
      else this.older++;
    }
  }

  /** @param {import('./grid.mjs').Job} job */
  has = (job) => this.#results.has(jobKey(job));

  /** @param {Result} result */
  add(result) {
    this.#results.set(jobKey(result), result);
    appendFileSync(this.file, `${JSON.stringify({ ...result, code: this.code })}\n`);
  }

  /** The results of some runs, in the order of the runs, not in the order in which they ended. @param {import('./grid.mjs').Job[]} jobs */
  of(jobs) {
    return jobs.flatMap((job) => this.#results.get(jobKey(job)) ?? []);
  }
}
