/** `npm run lite -- --check`: every notebook of the folder from top to bottom in Chromium or in Firefox. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { CommandError } from '../command-error.mjs';
import { launchChromium } from '../export/chromium.mjs';
import { lectureFile } from '../export/execute.mjs';
import { launchFirefox } from './firefox.mjs';
import { failures, openNotebook, runNotebook } from './run-notebook.mjs';
import { serveFolder } from './serve.mjs';

/**
 * @param {string} folder the site
 * @param {{ names?: string[], limit: number, firefox?: boolean, say: (text: string) => void }} options `names` of notebooks of the site, default
 *   all; `limit`: a notebook that has not ended by then has failed [s]
 * @throws {CommandError} that names the notebooks that failed
 */
export async function check(folder, { names: wanted = [], limit, firefox = false, say }) {
  const all = readdirSync(path.join(folder, 'files'))
    .filter((file) => file.endsWith('.ipynb'))
    .map((file) => file.replace(/\.ipynb$/, ''));
  const chosen = wanted.map((one) => lectureFile(one).name);
  const names = all.filter((name) => chosen.length === 0 || chosen.includes(name));
  const unknown = chosen.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new CommandError(`--only must be one of ${all.sort().join(', ')}, got ${unknown}`, { kind: 'usage' });
  const { url, stop } = await serveFolder(folder);
  const browser = await (firefox ? oneFirefox() : launchChromium());
  const width = Math.max(...names.map((name) => name.length));
  /** @type {string[]} */
  const failed = [];
  try {
    for (const [i, name] of names.sort().entries()) {
      const page = await browser.newPage();
      const start = performance.now();
      const { passed = 0, cells = 0, problem } = await outcome(page, url, name, limit);
      const seconds = Math.round((performance.now() - start) / 1000);
      // One row a notebook, so that the rows are a table.
      const counts = `${`${passed} of ${cells}`.padStart(9)} cells ${String(seconds).padStart(4)} s`;
      say(`${String(i + 1).padStart(2)}/${names.length} ${name.padEnd(width)} ${counts}${problem ? `  ${problem}` : ''}`);
      if (problem) failed.push(name);
      await page.close();
    }
  } finally {
    await browser.close();
    await stop();
  }
  if (failed.length > 0) throw new CommandError(`${failed.length} of ${names.length} notebooks failed: ${failed.join(', ')}`);
}

/** Firefox has one page, which goes from notebook to notebook. */
async function oneFirefox() {
  const { page, close } = await launchFirefox();
  return { newPage: async () => ({ ...page, close: async () => {} }), close };
}

/**
 * @param {import('./firefox.mjs').TabPage} page
 * @param {string} url
 * @param {string} name
 * @param {number} limit [s]
 * @returns {Promise<{ passed?: number, cells?: number, problem?: string }>} how many cells it has and how many ran without an error
 */
async function outcome(page, url, name, limit) {
  try {
    await openNotebook(page, url, name).catch(() => {
      throw new Error('the page did not open, or its kernel did not start, in 120 s');
    });
    const cells = await runNotebook(page, 1000 * limit);
    const failed = failures(cells);
    const [first] = failed;
    const problem = first && `cell ${first.id} (${first.first}) ${first.error ?? 'did not run'}`;
    return { passed: cells.length - failed.length, cells: cells.length, problem };
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return { problem: `not done in ${limit} s` };
    return { problem: error instanceof Error ? error.message.split('\n')[0] : String(error) };
  }
}
