/** Runs jobs side by side, and prints what they write as if they had run one after the other. */
import { spawn } from 'node:child_process';

/**
 * @typedef {(text: string) => void} Write
 * @typedef {{ slots: number, run: (write: Write) => Promise<void> }} Job a job, and how many slots of the machine it fills
 */

/**
 * Starts each job as soon as enough slots are free, in their order; a later job may start before one that needs more slots.
 * What the first unfinished job writes is printed at once; what others write is printed once it is their turn.
 * @param {readonly Job[]} jobs @param {number} slots how many there are @param {Write} print
 */
export async function sideBySide(jobs, slots, print) {
  const held = jobs.map(() => '');
  const done = jobs.map(() => false);
  let shown = 0;
  const write = (/** @type {number} */ index, /** @type {string} */ text) => {
    if (index === shown) print(text);
    else held[index] += text;
  };
  const finish = (/** @type {number} */ index) => {
    done[index] = true;
    while (done[shown]) {
      shown++;
      print(held[shown] ?? '');
      held[shown] = '';
    }
  };
  const waiting = jobs.map((job, index) => ({ ...job, slots: Math.min(job.slots, slots), index }));
  /** @type {Set<Promise<void>>} */
  const running = new Set();
  let free = slots;
  while (waiting.length > 0 || running.size > 0) {
    for (const job of [...waiting]) {
      if (job.slots > free) continue;
      waiting.splice(waiting.indexOf(job), 1);
      free -= job.slots;
      const run = job
        .run((text) => write(job.index, text))
        .finally(() => {
          free += job.slots;
          running.delete(run);
          finish(job.index);
        });
      running.add(run);
    }
    await Promise.race(running);
  }
}

/**
 * Runs a program to its end.
 * @param {readonly string[]} argv @param {{ cwd: string, env: NodeJS.ProcessEnv, timeout: number }} options @param {Write} write
 * @returns {Promise<number | undefined>} its exit status; undefined where a signal or the time limit ended it, or it could not start
 */
export function runProgram([program = '', ...args], { timeout, ...options }, write) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    // Not `spawn`'s own limit: where a program cannot start, its timer holds this process until the time is over.
    const limit = setTimeout(() => child.kill('SIGKILL'), timeout);
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', write);
    child.on('error', (error) => {
      clearTimeout(limit);
      write(`${error.message}\n`);
      resolve(undefined);
    });
    child.on('exit', () => clearTimeout(limit));
    child.on('close', (status) => resolve(status ?? undefined));
  });
}
