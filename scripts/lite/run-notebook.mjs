/** Opens a notebook of the tab's lab and runs its cells, one after the other, as "Run All Cells" does. */

import { notebookAddress } from './address.mjs';

/**
 * @typedef {object} CellReport
 * @property {string} id
 * @property {string} first the first line of its code
 * @property {number | null} count its execution count; null where it did not run
 * @property {string[]} kinds what it shows, by MIME type or stream
 * @property {string | undefined} error name, message and traceback
 */

/** The page's application; what is used of it. */
const app = 'globalThis.jupyterapp';

/**
 * A page with the notebook open and its kernel idle.
 * @param {import('./firefox.mjs').TabPage} page
 * @param {string} url the site's address, with a slash at its end
 * @param {string} name of the notebook
 * @param {number} timeout milliseconds
 */
export async function openNotebook(page, url, name, timeout = 120_000) {
  await page.goto(`${url}${notebookAddress(name)}`, { timeout });
  await shownAndIdle(page, name, timeout);
}

/**
 * The same page with another notebook in place of those that are open: they are closed as they are, and their kernels end. JupyterLab is not
 * loaded again, which takes as much of the processor as many a notebook.
 * @param {import('./firefox.mjs').TabPage} page
 * @param {string} name of the notebook
 * @param {number} timeout milliseconds
 */
export async function openInstead(page, name, timeout = 120_000) {
  await page.evaluate(`(async () => {
    for (const widget of [...${app}.shell.widgets('main')]) {
      await widget.context?.sessionContext.shutdown();
      widget.dispose();
    }
    await ${app}.commands.execute('docmanager:open', { path: ${JSON.stringify(`${name}.ipynb`)} });
  })()`);
  await shownAndIdle(page, name, timeout);
}

/** @param {import('./firefox.mjs').TabPage} page @param {string} name @param {number} timeout milliseconds */
async function shownAndIdle(page, name, timeout) {
  // The notebook's workspace opens those as well that the reader opened beside it: theirs are not meant.
  const shown = `${app}?.shell?.currentWidget?.context?.path === ${JSON.stringify(`${name}.ipynb`)}`;
  await page.waitForFunction(`${shown} && ${app}.shell.currentWidget.sessionContext?.session?.kernel?.status === 'idle'`, undefined, {
    timeout,
  });
}

/**
 * Runs all cells of the open notebook.
 * @param {import('./firefox.mjs').TabPage} page
 * @param {number} timeout milliseconds
 * @returns {Promise<CellReport[]>} of its code cells
 * @throws where it has not ended in time
 */
export async function runNotebook(page, timeout) {
  await page.evaluate(
    `void (globalThis.labRan = false, ${app}.commands.execute('notebook:run-all-cells').then(() => { globalThis.labRan = true; }, () => { globalThis.labRan = true; }))`,
  );
  // Two things say that a cell is done: its star is gone, and nothing waits behind it.
  const ended = `globalThis.labRan && ${app}.shell.currentWidget.content.widgets.every((w) => !(w.promptNode?.textContent ?? '').includes('*'))`;
  await page.waitForFunction(ended, undefined, { timeout, polling: 250 });
  return page.evaluate(`${app}.shell.currentWidget.content.widgets.filter((w) => w.model.type === 'code').map((w) => {
    const outputs = w.model.outputs.toJSON();
    const error = outputs.find((o) => o.output_type === 'error');
    return {
      id: w.model.id,
      first: w.model.sharedModel.getSource().split('\\n')[0],
      count: w.model.executionCount,
      kinds: outputs.flatMap((o) => (o.output_type === 'stream' ? [o.name] : Object.keys(o.data ?? {}))),
      error: error && [error.ename + ': ' + error.evalue, ...(error.traceback ?? [])].join('\\n').replace(/\\u001b\\[\\d+m/g, ''),
    };
  })`);
}

/** The cells that failed or never ran. @param {CellReport[]} cells */
export const failures = (cells) => cells.filter(({ error, count }) => error !== undefined || count === null);
