/** A class on a real JupyterHub: latencies, memory, faults; `scripts/hub/load.py` has more options. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CommandError } from '../../command-error.mjs';
import { hubVenv, installHub } from '../../hub/install.mjs';
import { inRoot } from '../../setup/paths.mjs';

export const title = 'A class of twenty on a JupyterHub with faults on the way: latencies, memory, what was lost (must be nothing)';

/** Nothing is measured beside Python's Jupyter. */
export const python = false;

const short = ['--students=5', '--pause=0.3', '--cells=4', '--faults=kernel,hub'];

/**
 * Runs the load program.
 * @param {string[]} argv its options
 * @returns {Promise<{ status: number, text: string, result?: any }>} `result` is missing where it could not begin
 */
export async function runClass(argv) {
  const trouble = installHub();
  if (trouble !== undefined) throw new CommandError(`JupyterHub could not be installed: ${trouble}`, { kind: 'network' });
  const folder = mkdtempSync(path.join(tmpdir(), 'lab-class-'));
  const file = path.join(folder, 'result.json');
  const child = spawn(path.join(hubVenv, 'bin/python'), [inRoot('scripts/hub/load.py'), ...argv, `--json=${file}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  try {
    const status = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
    let result;
    try {
      result = JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      result = undefined;
    }
    return { status: status ?? 1, text, result };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {{ quick: boolean }} options */
export async function run({ quick }) {
  const { status, text, result } = await runClass(quick ? short : []);
  if (!result) throw new CommandError(`The load program ended with ${status}.`);
  return [{ ...result, text }];
}

/** @param {{ text: string }[]} results */
export const report = ([result]) => result?.text ?? '';
