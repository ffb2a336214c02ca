/** Runs of a study on a Dask cluster. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { CommandError } from '../command-error.mjs';
import { inRoot, root } from '../setup/paths.mjs';
import { pythonEnvironment } from '../setup/python-environment.mjs';
import { resultMark, workerEnvironment } from './protocol.mjs';

/** The Python with the package `distributed`. Schedulers and workers can be started from the same environment. */
export const daskPython = () =>
  pythonEnvironment({
    name: 'study-venv',
    requirements: inRoot('scripts/study/requirements.txt'),
    notice: "Making the studies' Python environment (once)",
    what: 'Installing Dask',
  });

/** What to do where no scheduler answers. @param {string} python that of `daskPython` @param {string} address */
export const startRemedy = (python, address) =>
  `Start one: ${path.join(path.dirname(python), 'dask')} scheduler, and on each machine: dask worker ${address}`;

/**
 * Runs all jobs on a cluster.
 * @param {{ file: string, jobs: import('./grid.mjs').Job[], address: string, python: string, signal: AbortSignal } & import('./processes.mjs').Reports} options
 */
export async function runOnDask({ file, jobs, address, python, signal, done, failed, say }) {
  const child = spawn(python, [inRoot('scripts/study/dask_client.py')], { stdio: ['pipe', 'pipe', 'pipe'] });
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  let printed = '';
  let fatal = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (printed = (printed + text).slice(-4000)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { index, error, ...reply } = JSON.parse(line);
    const job = jobs[index];
    if (reply.fatal) fatal = reply.fatal;
    else if (reply.say) say(reply.say);
    else if (job && error) failed(job, error);
    else if (job) done(job, reply);
  });
  const study = path.relative(root, file);
  const setup = { address, root, study, node: process.execPath, mark: resultMark, environment: workerEnvironment };
  child.stdin.on('error', () => {}); // 'close' reports the reason
  child.stdin.end([setup, ...jobs].map((value) => `${JSON.stringify(value)}\n`).join(''));
  const code = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  signal.removeEventListener('abort', stop);
  if (code !== 0 && !signal.aborted) {
    throw new CommandError(fatal || `The Dask client ended with ${code}:\n${printed.trimEnd()}`, {
      kind: fatal ? 'missing' : 'failed',
      remedy: fatal && startRemedy(python, address),
    });
  }
}
