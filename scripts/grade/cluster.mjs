/** Submissions graded on a Dask cluster: their files go through the scheduler, the walls are those of the workers. */
import { spawn } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { defaultLimits, graderVersion } from 'kernel-helpers/grader';
import { CommandError } from '../command-error.mjs';
import { inRoot, root } from '../setup/paths.mjs';
import { startRemedy } from '../study/dask.mjs';

/** @typedef {import('kernel-helpers/grader').JobResult} JobResult */
/** @typedef {import('kernel-helpers/grader').NotebookJob} NotebookJob */

/** Seconds that a worker may take beyond the limit for the notebook. */
const spare = 150;

/** The plain files below a folder, by their path in it, as base64. @param {string} folder @returns {Record<string, string>} */
function filesOf(folder) {
  /** @type {Record<string, string>} */
  const files = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    if (lstatSync(file).isFile()) files[name] = readFileSync(file).toString('base64');
  }
  return files;
}

export class Cluster {
  /** @type {import('node:child_process').ChildProcessWithoutNullStreams} */
  #child;
  /** @type {Map<number, (result: JobResult) => void>} */
  #waiting = new Map();
  #next = 0;
  #ended = '';
  /** Threads of all workers when it was opened. */
  threads = 0;

  /** @param {{ address: string, python: string, say: (text: string) => void }} options @returns {Promise<Cluster>} */
  static open(options) {
    return new Promise((resolve, reject) => new Cluster(options, resolve, reject));
  }

  /**
   * @param {{ address: string, python: string, say: (text: string) => void }} options
   * @param {(cluster: Cluster) => void} ready @param {(error: Error) => void} failed
   */
  constructor({ address, python, say }, ready, failed) {
    const child = spawn(python, [inRoot('scripts/grade/cluster_client.py')], { stdio: 'pipe', detached: true });
    this.#child = child;
    let printed = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      printed = (printed + text).slice(-4000);
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { id, outcome, reason, say: text, ready: threads, fatal } = JSON.parse(line);
      if (fatal) {
        failed(new CommandError(fatal, { kind: 'missing', remedy: startRemedy(python, address) }));
      } else if (text) say(text);
      else if (threads !== undefined) {
        this.threads = threads;
        ready(this);
      } else this.#answer(id, outcome === undefined ? { reason } : { outcome: JSON.parse(outcome) });
    });
    const gone = (/** @type {string} */ why) => {
      this.#ended = `${why}: ${printed.trim().split('\n').at(-1) || 'it said nothing'}`;
      failed(new CommandError(this.#ended, { kind: 'failed' }));
      for (const id of [...this.#waiting.keys()]) this.#answer(id, { reason: this.#ended });
    };
    child.on('error', (error) => gone(error.message));
    child.on('close', (code) => gone(`the Dask client ended with ${code}`));
    child.stdin.on('error', () => {}); // the end of the process says it
    this.#write({ address, root, node: process.execPath, version: graderVersion() });
  }

  /** @param {object} message */
  #write(message) {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /** @param {number} id @param {JobResult} result */
  #answer(id, result) {
    this.#waiting.get(id)?.(result);
    this.#waiting.delete(id);
  }

  /** As `gradeNotebook` of this machine: never throws. @param {NotebookJob} job @param {AbortSignal} [signal] @returns {Promise<JobResult>} */
  grade({ source, folder, sandbox, mayChange }, signal) {
    return new Promise((resolve) => {
      if (this.#ended) return resolve({ reason: this.#ended });
      const id = ++this.#next;
      this.#waiting.set(id, resolve);
      signal?.addEventListener('abort', () => this.#answer(id, { reason: 'grading was broken off' }), { once: true });
      const notebook = path.basename(source, '.ipynb');
      const seconds = defaultLimits.totalSeconds + spare;
      const [given, submitted] = [filesOf(path.dirname(source)), filesOf(folder)];
      this.#write({ id, notebook, sandbox, seconds, source: given, submitted, ...(mayChange && { mayChange }) });
    });
  }

  close() {
    this.#child.stdin.end();
  }
}
