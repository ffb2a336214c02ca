/** The lab in a tab: how much a first visit loads, how soon a later one answers, how long a short cell takes. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchChromium } from '../../export/chromium.mjs';
import { inRoot, inVenv } from '../../setup/paths.mjs';
import { table } from '../report.mjs';
import { median } from '../statistics.mjs';
import { reader } from './page.mjs';
import { otherSite, ownSite } from './sites.mjs';

export const title =
  "The lab in a browser tab beside the installed kernel, and JupyterLite's own kernels for JavaScript and Python (Pyodide)";

/** Nothing is measured in the benches' Python. */
export const python = false;

/** What the lab must keep, on a quiet machine: megabytes gzipped, seconds, milliseconds. */
const budgets = { load: 4, answer: 6, cell: 12 };
const names = { tab: 'lab in a tab', native: 'installed kernel', javascript: 'JupyterLite, JavaScript', python: 'JupyterLite, Python' };

/** @param {number} cells @returns {{ answer: number, cell: number }} of a kernel process of its own */
function native(cells) {
  const env = { ...process.env, JUPYTER_PATH: inRoot('.venv/share/jupyter') };
  return JSON.parse(execFileSync(inVenv('python'), [inRoot('scripts/bench/lite/native.py'), String(cells)], { encoding: 'utf8', env }));
}

const reason = (/** @type {unknown} */ error) => (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));

/** @typedef {{ side: keyof typeof names, load?: number, answers: number[], cells: number[], missing?: string }} Side */

/** @param {{ quick: boolean, only?: string[], say: (text: string) => void }} options */
export async function run({ quick, only, say }) {
  const work = mkdtempSync(path.join(tmpdir(), 'lab-bench-lite-'));
  const sides = /** @type {(keyof typeof names)[]} */ (Object.keys(names)).filter(
    (name) => !only?.length || name === 'tab' || only.some((word) => names[name].toLowerCase().includes(word.toLowerCase())),
  );
  /** @type {Map<string, Awaited<ReturnType<typeof reader>>>} */
  const readers = new Map();
  /** @type {Side[]} */
  const results = sides.map((side) => ({ side, answers: [], cells: [] }));
  say('sites');
  const own = await ownSite(path.join(work, 'lab'));
  let other = '';
  if (sides.some((side) => side === 'javascript' || side === 'python')) {
    try {
      other = await otherSite(path.join(work, 'other'));
    } catch (error) {
      for (const result of results) if (result.side === 'javascript' || result.side === 'python') result.missing = reason(error);
    }
  }
  const browser = await launchChromium();
  try {
    for (const { side, missing } of results)
      if (side !== 'native' && !missing)
        readers.set(side, await reader(browser, side === 'tab' ? own : other, `${side === 'tab' ? '00-index' : side}.ipynb`));
    await measure(results, readers, { rounds: quick ? 1 : 5, cells: quick ? 20 : 200, say });
  } finally {
    for (const one of readers.values()) await one.close();
    await browser.close();
    rmSync(work, { recursive: true, force: true });
  }
  return results;
}

/**
 * The first visit of each side fills its cache and is not timed; then the sides take turns.
 * @param {Side[]} results
 * @param {Map<string, Awaited<ReturnType<typeof reader>>>} readers
 * @param {{ rounds: number, cells: number, say: (text: string) => void }} options
 */
async function measure(results, readers, { rounds, cells, say }) {
  for (let round = -1; round < rounds; round++) {
    for (const result of round % 2 === 0 ? results : [...results].reverse()) {
      if (result.missing) continue;
      const one = readers.get(result.side);
      try {
        const found = one ? await one.visit(round < 0 ? 0 : cells) : native(round < 0 ? 1 : cells);
        if (round < 0) result.load = one?.load();
        else {
          result.answers.push(found.answer);
          result.cells.push(found.cell);
        }
        say(`${names[result.side]}: ${round < 0 ? 'first visit, ' : ''}first answer after ${found.answer.toFixed(2)} s`);
      } catch (error) {
        result.missing = reason(error);
        say(`${names[result.side]}: ${result.missing}`);
      }
    }
  }
}

/** @param {Side[]} results */
export function report(results) {
  const base = results.find(({ side }) => side === 'native');
  const rows = results.filter(({ answers }) => answers.length > 0).map((result) => row(result, base));
  const goals = ['budget of the tab', `≤ ${budgets.load} MB`, `≤ ${budgets.answer} s`, '', `≤ ${budgets.cell} ms`, ''];
  const missing = results.filter((result) => result.missing).map(({ side, missing }) => `${names[side]} was not measured: ${missing}`);
  const head = ['side', 'first load, gzip', 'first answer, warm cache', 'to installed', '1 + 1', 'to installed'];
  return [table([head, ...rows, goals]), ...missing].join('\n');
}

/** @param {Side} result @param {Side | undefined} base */
function row({ side, load, answers, cells }, base) {
  const mark = (/** @type {number | undefined} */ value, /** @type {number} */ most) =>
    side !== 'tab' || value === undefined ? '' : value <= most ? ' ✓' : ' ✗';
  const ratio = (/** @type {number[]} */ own, /** @type {number[] | undefined} */ others) =>
    side === 'native' || !others?.length ? '' : median(own.map((value, i) => value / (others[i] ?? Number.NaN))).toFixed(2);
  const [answer, cell] = [median(answers), median(cells)];
  return [
    names[side],
    load === undefined ? '' : `${load.toFixed(2)} MB${mark(load, budgets.load)}`,
    `${answer.toFixed(2)} s${mark(answer, budgets.answer)}`,
    ratio(answers, base?.answers),
    `${cell.toFixed(2)} ms${mark(cell, budgets.cell)}`,
    ratio(cells, base?.cells),
  ];
}
