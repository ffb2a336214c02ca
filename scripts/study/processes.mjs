/** Runs of a study in processes of this machine. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { inRoot } from '../setup/paths.mjs';
import { tries, workerEnvironment } from './protocol.mjs';

/** @typedef {import('./grid.mjs').Job} Job */

/**
 * The reports of the runs: each run once, as a result or as a failure.
 * @typedef {object} Reports
 * @property {(job: Job, reply: { figures: import('./grid.mjs').Figures, seconds: number }) => void} done
 * @property {(job: Job, message: string) => void} failed
 * @property {(text: string) => void} say
 */

/** @typedef {{ resolve: (reply: any) => void, reject: (error: Error) => void }} Waiting */

/** One process. It takes one run at a time; if it dies, the run is rejected. */
class Worker {
  #child;
  #printed = '';
  /** @type {Waiting | undefined} */
  #waiting;
  dead = false;

  /** @param {string} file the study's */
  constructor(file) {
    this.#child = spawn(process.execPath, [inRoot('scripts/study/worker.mjs'), file], {
      env: { ...process.env, ...workerEnvironment },
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    const { stdin, stdout, stderr, stdio } = this.#child;
    for (const stream of [stdout, stderr])
      stream?.setEncoding('utf8').on('data', (text) => (this.#printed = (this.#printed + text).slice(-4000)));
    stdin?.on('error', () => {}); // 'close' reports the reason
    const replies = createInterface({ input: /** @type {import('node:stream').Readable} */ (stdio[3]) });
    replies.on('line', (line) => this.#settle(({ resolve }) => resolve(JSON.parse(line))));
    const gone = (/** @type {unknown} */ why) => {
      this.dead = true;
      this.#settle(({ reject }) => reject(new Error(`its process ended with ${why}\n${this.#printed.trimEnd()}`.trimEnd())));
    };
    this.#child.on('error', (error) => gone(error.message)).on('close', (code, signal) => gone(signal ?? code));
  }

  /** @param {(waiting: Waiting) => void} how */
  #settle(how) {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) how(waiting);
  }

  /** @param {Job} job @returns {Promise<any>} */
  run(job) {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#child.stdin?.write(`${JSON.stringify(job)}\n`);
    });
  }

  stop() {
    this.#child.kill('SIGKILL');
  }
}

/**
 * Runs all jobs, `processes` at a time. A run whose process dies is tried again in a new one.
 * @param {{ file: string, jobs: Job[], processes: number, signal: AbortSignal } & Reports} options
 */
export async function runInProcesses({ file, jobs, processes, signal, done, failed, say }) {
  const queue = jobs.map((job) => ({ job, tried: 0 }));
  /** @type {Set<Worker>} */
  const workers = new Set();
  const stop = () => {
    for (const worker of workers) worker.stop();
  };
  signal.addEventListener('abort', stop, { once: true });

  async function lane() {
    /** @type {Worker | undefined} */
    let worker;
    for (let next = queue.shift(); next && !signal.aborted; next = queue.shift()) {
      if (!worker || worker.dead) {
        worker = new Worker(file);
        workers.add(worker);
      }
      try {
        const reply = await worker.run(next.job);
        if (reply.error) failed(next.job, reply.error);
        else done(next.job, reply);
      } catch (error) {
        if (signal.aborted) return;
        const { message } = /** @type {Error} */ (error);
        workers.delete(worker);
        worker.stop();
        worker = undefined;
        if (++next.tried >= tries) failed(next.job, `${message} (tried ${tries} times)`);
        else {
          say(`a run is repeated: ${message.split('\n')[0]}`);
          queue.unshift(next);
        }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(processes, jobs.length) }, lane));
  signal.removeEventListener('abort', stop);
  stop();
}
