/** Runs a study: existing results are kept, missing ones are computed. */
import { runOnDask } from './dask.mjs';
import { gridJobs, settingLabel } from './grid.mjs';
import { runInProcesses } from './processes.mjs';

/** @typedef {import('./grid.mjs').Job} Job */

/**
 * Where the runs are computed.
 * @typedef {{ processes: number } | { address: string, python: string }} Engine
 */

/**
 * Runs the grid, and then the runs that the study chooses by the grid's results.
 * @param {{ study: import('./grid.mjs').Study, file: string, options: import('./grid.mjs').StudyOptions, seeds: number, only?: string[],
 *   results: import('./results.mjs').ResultFile, engine: Engine, signal: AbortSignal, say: (text: string) => void }} given
 */
export async function runStudy({ study, file, options, seeds, only, results, engine, signal, say }) {
  const all = typeof study.settings === 'function' ? await study.settings(options) : study.settings;
  const wanted = (/** @type {import('./grid.mjs').Setting} */ setting) =>
    !only || only.some((word) => settingLabel(setting).includes(word));
  const settings = all.filter(wanted);
  const common = { file, results, engine, signal, say };
  const grid = gridJobs(settings, seeds);
  const failures = await runMissing({ ...common, jobs: grid });
  if (!study.refine || signal.aborted || failures > 0) return { jobs: grid, failures, settings };
  const more = study.refine(results.of(grid), options);
  say(`${more.length} further runs, chosen by these results`);
  return { jobs: [...grid, ...more], failures: await runMissing({ ...common, jobs: more }), settings };
}

/**
 * @param {{ file: string, jobs: Job[], results: import('./results.mjs').ResultFile, engine: Engine, signal: AbortSignal, say: (text: string) => void }} given
 * @returns {Promise<number>} how many runs failed
 */
async function runMissing({ file, jobs, results, engine, signal, say }) {
  const open = jobs.filter((job) => !results.has(job));
  if (open.length < jobs.length) say(`${jobs.length - open.length} of ${jobs.length} runs are done already`);
  if (open.length === 0) return 0;
  const start = performance.now();
  let ended = 0;
  let failures = 0;
  const line = (/** @type {Job} */ { setting, seed }, /** @type {string} */ text) => {
    ended++;
    const left = ((performance.now() - start) / ended) * (open.length - ended);
    const label = [settingLabel(setting), `seed ${seed}`].filter(Boolean).join(', ');
    say(`[${jobs.length - open.length + ended}/${jobs.length}] ${label}: ${text}${ended < open.length ? `; ${duration(left)} left` : ''}`);
  };
  const reports = {
    done(/** @type {Job} */ job, /** @type {{ figures: import('./grid.mjs').Figures, seconds: number }} */ { figures, seconds }) {
      results.add({ ...job, figures, seconds });
      line(job, `${shown(figures)} in ${seconds.toFixed(1)} s`);
    },
    failed(/** @type {Job} */ job, /** @type {string} */ message) {
      failures++;
      line(job, `FAILED: ${message}`);
    },
    say,
  };
  if ('address' in engine) await runOnDask({ file, jobs: open, ...engine, signal, ...reports });
  else await runInProcesses({ file, jobs: open, ...engine, signal, ...reports });
  return failures;
}

/** @param {import('./grid.mjs').Figures} figures */
const shown = (figures) =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`)
    .join(', ');

/** @param {number} ms */
export function duration(ms) {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
