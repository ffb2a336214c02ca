/** `npm run lite -- --check`: every notebook of the folder from top to bottom in Chromium. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { CommandError } from '../command-error.mjs';
import { launchChromium } from '../export/chromium.mjs';
import { lectureFile } from '../export/execute.mjs';
import { failures, openNotebook, runNotebook } from './run-notebook.mjs';
import { serveFolder } from './serve.mjs';

/**
 * @param {string} folder the site
 * @param {{ names?: string[], limit: number, say: (text: string) => void }} options `names` of notebooks of the site, default all; `limit`: a
 *   notebook that has not ended by then has failed [s]
 * @throws {CommandError} that names the notebooks that failed
 */
export async function check(folder, { names: wanted = [], limit, say }) {
  const all = readdirSync(path.join(folder, 'files'))
    .filter((file) => file.endsWith('.ipynb'))
    .map((file) => file.replace(/\.ipynb$/, ''));
  const chosen = wanted.map((one) => lectureFile(one).name);
  const names = all.filter((name) => chosen.length === 0 || chosen.includes(name));
  const unknown = chosen.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new CommandError(`--only must be one of ${all.sort().join(', ')}, got ${unknown}`, { kind: 'usage' });
  const { url, stop } = await serveFolder(folder);
  const browser = await launchChromium();
  /** @type {string[]} */
  const failed = [];
  try {
    for (const [i, name] of names.sort().entries()) {
      const page = await browser.newPage();
      const start = performance.now();
      const problem = await problemOf(page, url, name, limit);
      const seconds = Math.round((performance.now() - start) / 1000);
      say(`[${i + 1}/${names.length}] ${name}: ${problem ?? 'all cells ran'} (${seconds} s)`);
      if (problem) failed.push(name);
      await page.close();
    }
  } finally {
    await browser.close();
    await stop();
  }
  if (failed.length > 0) throw new CommandError(`${failed.length} of ${names.length} notebooks failed: ${failed.join(', ')}`);
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} url
 * @param {string} name
 * @param {number} limit [s]
 */
async function problemOf(page, url, name, limit) {
  try {
    await openNotebook(page, url, name).catch(() => {
      throw new Error('the page did not open, or its kernel did not start, in 120 s');
    });
    const cells = await runNotebook(page, 1000 * limit);
    const [first] = failures(cells);
    return first && `cell ${first.id} (${first.first}) ${first.error ?? 'did not run'}`;
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return `not done in ${limit} s`;
    return error instanceof Error ? error.message.split('\n')[0] : String(error);
  }
}
