/** Executed copies of notebooks, kept in `.lab/executed` until the notebook or the code that it uses changes. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { CommandError } from '../command-error.mjs';
import { jupyterEnvironment } from '../jupyter/environment.mjs';
import { inRoot, inVenv } from '../setup/paths.mjs';
import { fingerprint } from '../setup/step.mjs';
import { helpersDigest } from './helpers-digest.mjs';

const lecture = inRoot('notebooks/lecture');

/** File names without `.ipynb` of the lecture's notebooks, in order. */
export const lectureNames = () =>
  readdirSync(lecture)
    .filter((name) => name.endsWith('.ipynb'))
    .map((name) => name.replace(/\.ipynb$/, ''))
    .sort();

/**
 * The notebook's file.
 * @param {string} name a file name, with or without `.ipynb`, or the notebook's number, such as 1 or 01
 * @throws {CommandError} with the names of all notebooks
 */
export function lectureFile(name) {
  const names = lectureNames();
  const number = /^\d+$/.test(name) ? Number(name) : NaN;
  const found = names.find((known) => known === name.replace(/\.ipynb$/, '') || Number.parseInt(known, 10) === number);
  if (!found) throw new CommandError(`NAME must be one of ${names.join(', ')}, got ${name}`, { kind: 'usage' });
  return { name: found, file: path.join(lecture, `${found}.ipynb`) };
}

/**
 * The cells that no deck shows, such as imports and sources.
 * @returns {{ name: string, anchor: string }[]} `anchor`: `#cell-id=…`
 */
export const cellsOffDecks = () =>
  lectureNames().flatMap((name) =>
    JSON.parse(readFileSync(path.join(lecture, `${name}.ipynb`), 'utf8'))
      .cells.filter((/** @type {any} */ cell) => cell.metadata.slideshow?.slide_type === 'skip')
      .map((/** @type {any} */ cell) => ({ name, anchor: `#cell-id=${encodeURIComponent(cell.id)}` })),
  );

/** The path of a notebook's executed copy, which may not exist yet. The folder's name is a digest of all that the copy depends on. */
export function executedCopy(/** @type {string} */ name) {
  const { name: full, file } = lectureFile(name);
  return inRoot('.lab/executed', fingerprint({ file }, helpersDigest()), `${full}.ipynb`);
}

/**
 * @param {string} name a lecture notebook
 * @param {(text: string) => void} say progress
 * @returns {Promise<string>} the executed copy's path
 */
export async function executed(name, say) {
  const { name: full, file } = lectureFile(name);
  const target = executedCopy(name);
  if (existsSync(target)) return target;
  mkdirSync(path.dirname(target), { recursive: true });
  const cells = JSON.parse(readFileSync(file, 'utf8')).cells.filter((/** @type {any} */ cell) => cell.cell_type === 'code').length;
  const start = performance.now();
  say(`${full}: executing ${cells} cells`);
  const tick = setInterval(() => say(`${full}: executing ${cells} cells, ${Math.round((performance.now() - start) / 1000)} s`), 5000);
  try {
    await run([inVenv('python'), inRoot('test/support/run_notebook.py'), file, '--ipynb', `${target}.new`], full);
  } finally {
    clearInterval(tick);
  }
  renameSync(`${target}.new`, target);
  return target;
}

/**
 * Runs a program; if it fails, the error shows what it printed.
 * @param {string[]} argv
 * @param {string} what
 * @param {{ input?: string, line?: (text: string) => void }} [options] `line` gets each line of its standard output
 * @returns {Promise<string>} all that it printed
 */
export function run([program = '', ...argv], what, { input = '', line = (_) => {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, { env: jupyterEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    child.stdin.on('error', () => {}).end(input);
    createInterface(child.stdout).on('line', (text) => {
      output += `${text}\n`;
      line(text);
    });
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new CommandError(`${what} failed:\n${output.slice(-3000)}`, { output })),
    );
  });
}
