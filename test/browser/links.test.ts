/** Links between notebooks in JupyterLab: one of the map of the slides, and one of an erratum, open the other notebook at the very cell. */
import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { readNotebook, text } from '../support/notebook-files.js';
import { type Lab, needsChromium, openNotebook, root, startBrowser, startLab } from './jupyter-lab.js';
import { openNext } from './next-notebook.js';

describe('a link to a cell of another notebook', () => {
  let lab: Lab | undefined;
  let browser: Browser | undefined;
  let page: Page;

  before(async function () {
    this.timeout(120_000);
    needsChromium(this);
    lab = await startLab({
      'errata.ipynb': [
        "import { errata, errataMarkdown, showMarkdown } from 'kernel-helpers';\nshowMarkdown(errataMarkdown(errata.filter((e) => e.section === 2)));",
      ],
    });
    for (const name of ['00-index.ipynb', '03-softmax.ipynb'])
      await copyFile(path.join(root, 'notebooks/lecture', name), path.join(lab.folder, name));
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(100_000);
  });
  after(async function () {
    this.timeout(30_000);
    await browser?.close();
    await lab?.stop();
  });

  it('opens it and brings the cell into sight', async () => {
    await page.goto(lab!.url('00-index.ipynb'));
    const link = page.locator('.jp-Notebook a', { hasText: '03 Which answer is to be trusted' }).first();
    await link.scrollIntoViewIfNeeded();
    await link.click();
    await opensAt(page, page.locator('.jp-RenderedMarkdown h2', { hasText: 'Which answer is to be trusted' }));
  }).timeout(180_000);

  it('from the table of errata opens the notebook at the cell that shows the erratum', async () => {
    // Without `reset` JupyterLab opens the notebooks of the last test again.
    await openNext(page, 'errata', () => openNotebook(page, `${lab!.url('errata.ipynb')}&reset`));
    await page.locator('.jp-Notebook .cm-content').first().click();
    await page.keyboard.press('Control+Enter');
    const link = page.locator('.jp-OutputArea a', { hasText: '03-softmax' }).first();
    await link.waitFor();
    const href = (await link.getAttribute('href'))!;
    await link.click();
    const words = slideWords(decodeURIComponent(href.split('#cell-id=')[1]!));
    await opensAt(page, page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell', { hasText: words }).first());
  }).timeout(180_000);
});

/** The words by which a cell of notebook 03 looks an erratum up. */
function slideWords(id: string): string {
  const cell = readNotebook(path.join(root, 'notebooks/lecture/03-softmax.ipynb')).cells.find((one) => one.id === id);
  return /\berratum\(2, '([^']+)'/.exec(text(cell!))![1]!;
}

/** Waits until a part of notebook 03 is in sight, in the tab in front. */
async function opensAt(page: Page, part: Locator): Promise<void> {
  await page.locator('.lm-TabBar-tab.jp-mod-current', { hasText: '03-softmax.ipynb' }).waitFor();
  await part.waitFor();
  const inSight = async () => {
    const box = await part.boundingBox();
    return box !== null && box.y > 0 && box.y < 900;
  };
  for (let tries = 0; !(await inSight()); tries++) {
    assert.ok(tries < 400, 'the cell is not in sight');
    await page.waitForTimeout(100);
  }
}
