/** Lecture notebooks from top to bottom in a browser tab, with their assertions. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { lectureNames } from '../../scripts/export/execute.mjs';
import { failures, openInstead, openNotebook, runNotebook } from '../../scripts/lite/run-notebook.mjs';
import { serveFolder } from '../../scripts/lite/serve.mjs';
import { liteSite } from '../../scripts/lite/site.mjs';
import { needsChromium, startBrowser } from '../browser/jupyter-lab.js';
import { liteNotebooks } from '../browser/lite-site.js';

/** Notebooks that train for more than twenty seconds in a tab. */
const isHeavy = (name: string): boolean => /^(07|10|11|12|14|15|18)-/.test(name);
/** Those of a kind, but for two that `browser/lite.test.ts` runs. */
export const tabNotebooks = (kind: 'light' | 'heavy'): string[] =>
  lectureNames().filter((name) => isHeavy(name) === (kind === 'heavy') && !liteNotebooks.includes(name));

export function runsInTab(title: string, names: readonly string[]): void {
  describe(title, function () {
    this.timeout(600_000);
    this.slow(60_000);
    const home = mkdtempSync(path.join(tmpdir(), 'lab-tab-'));
    let browser: Browser | undefined;
    let server: Awaited<ReturnType<typeof serveFolder>> | undefined;

    before(async function () {
      needsChromium(this);
      server = await serveFolder(await liteSite({ out: path.join(home, 'lite'), names: [...names], say: () => {} }));
      browser = await startBrowser();
    });
    after(async () => {
      await browser?.close();
      await server?.stop();
      rmSync(home, { recursive: true, force: true });
    });

    /** A page with the lab, while every notebook in it has passed: another one opens there in their place. */
    let page: Page | undefined;
    const open = async (name: string): Promise<Page> => {
      if (page) {
        try {
          await openInstead(page, name, 60_000);
          return page;
        } catch (error) {
          // What is meant here is how notebooks run, not how JupyterLab closes one.
          console.log(`    ${name} opens in a fresh page: ${(error as Error).message.split('\n')[0]}`);
          await page.context().close();
        }
      }
      // Without the service worker, which would fetch all files for later meanwhile.
      const context = await browser!.newContext({ serviceWorkers: 'block' });
      page = await context.newPage();
      await openNotebook(page, server!.url, name);
      return page;
    };

    for (const name of names)
      it(name, async () => {
        const shown = await open(name);
        const cells = await runNotebook(shown, 480_000);
        assert.deepEqual(failures(cells), []);
        assert.ok(cells.length > 5, `${cells.length} cells of code`);
        assert.equal(shown.workers().length, 2, 'a kernel is two workers; those of the notebook before have ended');
      });
    afterEach(async function () {
      if (this.currentTest?.state !== 'failed') return;
      await page?.context().close();
      page = undefined;
    });
  });
}
