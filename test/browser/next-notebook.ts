/** Notebooks that follow each other in one page. */
import type { Page } from 'playwright-core';
import { openInstead } from '../../scripts/lite/run-notebook.mjs';

/**
 * Opens a notebook in the page that the test before left, in place of those that are open there: to load JupyterLab takes the processor longer
 * than most tests.
 * @param name its path without the ending
 * @param load opens it in a page that is loaded anew, where that fails: there is no lab in the page, or the last test left it in disorder
 */
export async function openNext(page: Page, name: string, load: () => Promise<void>): Promise<void> {
  try {
    if (await page.locator('.jp-Dialog').count()) throw new Error('a dialog is open');
    await openInstead(page, name, 60_000);
  } catch {
    await load();
  }
}
