/** The error table in a real JupyterLab: a tick in the page changes the kernel's totals. */
import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { command, type Lab, needsChromium, openNotebook, startBrowser, startLab } from './jupyter-lab.js';

const pixel = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const cells = [
  `import { ErrorTable, showErrorTable } from 'kernel-helpers';
const examples = [0, 1, 2, 3].map((id) => ({ id, label: '4', predicted: '9', confidence: 0.9, image: '${pixel}' }));
const table = new ErrorTable({ examples, tags: ['blurry', 'mislabelled'], errorRate: 0.08 });
showErrorTable(table);`,
  `console.log(table.totals().map(({ tag, count, share }) => \`\${tag}: \${count} (\${share})\`).join('; '), '|', table.rows[2]!.comment);`,
];

interface Exposed {
  jupyterapp?: { shell: { currentWidget?: { sessionContext?: { session?: { kernel?: { status: string; connectionStatus: string } } } } } };
}

/** A cell that runs before the kernel is connected would be asked for a kernel. */
async function kernelReady(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const kernel = (globalThis as Exposed).jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
    return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
  });
}

describe('the error table in JupyterLab', function () {
  this.timeout(180_000);
  let lab: Lab;
  let browser: Browser;
  let page: Page;

  before(async function () {
    needsChromium(this);
    lab = await startLab({ 'errors.ipynb': cells });
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
    await openNotebook(page, lab.url('errors.ipynb'));
    await kernelReady(page);
  });

  after(async () => {
    await browser?.close();
    await lab?.stop();
  });

  const output = (cell: number) => page.locator('.jp-Notebook .jp-Cell').nth(cell).locator('.jp-OutputArea');

  /** Runs the second cell again; a click in the table has made the first one the active one. */
  const runSecond = async () => {
    await page.locator('.jp-Notebook .jp-Cell').nth(1).locator('.jp-InputArea').click();
    await command(page, 'notebook:run-cell');
  };

  it('ticks and a comment in the page are in the kernel, the totals follow, the images show', async () => {
    await command(page, 'notebook:run-all-cells');
    const table = output(0).locator('table.lab-table');
    await table.waitFor({ timeout: 90_000 });
    await output(1).getByText('blurry: 0 (0)').waitFor({ timeout: 30_000 });

    await table.getByLabel('blurry, row 1').check();
    await table.getByLabel('blurry, row 3').check();
    await table.getByLabel('comment, row 3').fill('smeared');
    await table.getByLabel('comment, row 3').press('Tab');
    await table.locator('tfoot').getByText('2, 50.0 % → 4.0 %').waitFor();
    assert.equal(await table.locator('tbody img').count(), 4);
    assert.ok(
      await table
        .locator('tbody img')
        .first()
        .evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth > 0),
    );

    await runSecond();
    await output(1).getByText('blurry: 2 (0.5); mislabelled: 0 (0) | smeared').waitFor({ timeout: 30_000 });

    await table.getByLabel('blurry, row 1').uncheck();
    await table.locator('tfoot').getByText('1, 25.0 % → 6.0 %').waitFor();
    await runSecond();
    await output(1).getByText('blurry: 1 (0.25)').waitFor({ timeout: 30_000 });
  });
});
