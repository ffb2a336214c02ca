/** The working copy in JupyterLab: opening a notebook changes nothing, and File → Reset to the Lecture's Version. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { labArguments } from '../../scripts/jupyter/environment.mjs';
import { updateWorkingCopy } from '../../scripts/work/working-copy.mjs';
import { readNotebook, text } from '../support/notebook-files.js';
import { comesTrue, type Lab, needsChromium, openNotebook, root, shot, startBrowser, startLab } from './jupyter-lab.js';

const name = '19-errata.ipynb';

describe('the working copy in JupyterLab', function () {
  this.timeout(240_000);
  const home = mkdtempSync(path.join(tmpdir(), 'lab-work-'));
  const work = path.join(home, 'work');
  const own = path.join(work, 'lecture', name);
  let lab: Lab | undefined;
  let browser: Browser | undefined;
  let page: Page;

  before(async function () {
    needsChromium(this);
    mkdirSync(path.join(home, 'notebooks'));
    copyFileSync(path.join(root, 'notebooks/lecture', name), path.join(home, 'notebooks', name));
    updateWorkingCopy({ lecture: path.join(home, 'notebooks'), work, say: () => {} });
    lab = await startLab({}, { folder: work, arguments: labArguments(work) });
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(100_000);
  });
  after(async () => {
    await browser?.close();
    await lab?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  /** Whether JupyterLab would save the notebook in front. */
  const dirty = () => page.evaluate<boolean>('jupyterapp.shell.currentWidget.context.model.dirty');

  it('opening a notebook with its kernel leaves it as it is', async () => {
    const before = readFileSync(own, 'utf8');
    await openNotebook(page, lab!.url(`lecture/${name}`));
    // The kernel has answered what it is; JupyterLab has taken that into the notebook's metadata.
    await comesTrue(
      page,
      "jupyterapp.shell.currentWidget.sessionContext.session.kernel.info.then(() => jupyterapp.shell.currentWidget.content.codeMimetype !== 'text/plain')",
    );
    assert.equal(await dirty(), false);
    assert.equal(readFileSync(own, 'utf8'), before);
  });

  it("Reset brings the lecture's version back and keeps the learner's beside it", async () => {
    const heading = page.locator('.jp-Notebook .jp-MarkdownCell').first();
    await heading.dblclick();
    // The double click opens the editor; only a click into it makes sure that it has the keys.
    await heading.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' My own words.');
    await heading.locator('.cm-content', { hasText: 'My own words.' }).waitFor();
    assert.equal(await dirty(), true);
    await page.locator('.lm-MenuBar-item', { hasText: /^File$/ }).click();
    await page.locator('.lm-Menu-item', { hasText: "Reset to the Lecture's Version" }).click();
    await page.locator('.jp-Dialog', { hasText: 'Your version stays beside it' }).waitFor();
    await shot(page, 'reset-dialog');
    await page.locator('.jp-Dialog button', { hasText: 'Reset' }).click();
    await page.locator('.Toastify__toast', { hasText: 'Your version is' }).waitFor();
    const first = (file: string) => text(readNotebook(path.join(work, 'lecture', file)).cells[0]!);
    const copies = readdirSync(path.join(work, 'lecture')).filter((file) => file.endsWith('.ipynb') && file !== name);
    assert.equal(copies.length, 1);
    assert.match(first(copies[0]!), /My own words/);
    const lecture = readNotebook(path.join(root, 'notebooks/lecture', name));
    assert.deepEqual(readNotebook(own).cells.map(text), lecture.cells.map(text));
    assert.equal(await dirty(), false);
  });
});
