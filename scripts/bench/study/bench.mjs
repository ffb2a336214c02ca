/** How the time of a study falls with the number of processes, and what part of it does not fall. */
import os from 'node:os';
import { gridJobs, loadStudy, studyFile } from '../../study/grid.mjs';
import { runInProcesses } from '../../study/processes.mjs';
import { table } from '../report.mjs';
import { median } from '../statistics.mjs';

export const title = 'A study on one process and on several: speed-up, and the part that is not parallel (Amdahl)';

/** Nothing of Python is measured. */
export const python = false;

/** @typedef {{ processes: number, seconds: number[] }} Timing */

/**
 * Amdahl's serial part s of a speed-up S on n processes, from S = 1 / (s + (1 − s) / n).
 * @param {number} speedUp
 * @param {number} n
 */
export const serialPart = (speedUp, n) => (n / speedUp - 1) / (n - 1);

/** @param {{ quick: boolean, say: (text: string) => void }} options @returns {Promise<Timing[]>} */
export async function run({ quick, say }) {
  const file = studyFile('dropout-sweep');
  const study = await loadStudy(file);
  const all = typeof study.settings === 'function' ? await study.settings({}) : study.settings;
  const jobs = gridJobs(all.slice(0, quick ? 2 : 8), quick ? 1 : 3);
  const counts = [1, 2, 4].filter((n) => n <= Math.max(2, os.availableParallelism()));
  /** @type {Timing[]} */
  const timings = counts.map((processes) => ({ processes, seconds: [] }));
  for (let round = 0; round < (quick ? 1 : 3); round++) {
    // In turn, and the order turned round each time: a slow minute of the machine hits all.
    for (const timing of round % 2 ? timings.toReversed() : timings) {
      say(`round ${round + 1}: ${jobs.length} runs on ${timing.processes} processes`);
      timing.seconds.push(await timeOf(file, jobs, timing.processes));
    }
  }
  return timings;
}

/**
 * Seconds from the start of the first process to the last result: starting Node and TensorFlow counts.
 * @param {string} file
 * @param {import('../../study/grid.mjs').Job[]} jobs
 * @param {number} processes
 */
async function timeOf(file, jobs, processes) {
  const start = performance.now();
  const { signal } = new AbortController();
  const failed = (/** @type {unknown} */ _, /** @type {string} */ message) => {
    throw new Error(message);
  };
  await runInProcesses({ file, jobs, processes, signal, done: () => undefined, failed, say: () => undefined });
  return (performance.now() - start) / 1000;
}

/** @param {Timing[]} timings */
export function report(timings) {
  const one = median(timings[0]?.seconds ?? []);
  const rows = timings.map(({ processes, seconds }) => {
    const speedUp = one / median(seconds);
    const serial = processes > 1 ? serialPart(speedUp, processes).toFixed(2) : '';
    return [String(processes), `${median(seconds).toFixed(1)} s`, speedUp.toFixed(2), serial];
  });
  return table([['processes', 'median', 'speed-up', 'serial part'], ...rows]);
}
