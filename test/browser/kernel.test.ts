/** The kernel as a learner meets it in JupyterLab: run, help while writing, errors, interrupt, restart, death, input. */
import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { cellsOf, command, type Lab, needsChromium, openNotebook, shot, startBrowser, startLab } from './jupyter-lab.js';

const cells = [
  `/** Adds a tenth. @param base where to start */
function addTenth(base: number): number { return base + 0.1 }
addTenth(0.2)`,
  `import { tf } from 'kernel-helpers';
const t = tf.tensor1d([1, 2, 3]);`,
  `const wrong: number = 'text';`,
  `function deep() { throw new RangeError('too deep') }
deep()`,
  `let turns = 0;
for (;;) turns++;`,
  `turns > 1000`,
  `import { prompt } from 'kernel-helpers';
\`hello \${await prompt('Your name: ')}\``,
  `process.kill(process.pid, 'SIGKILL'); await new Promise(() => {})`,
  '6 * 7',
  't.',
  'addTenth',
];

describe('the kernel in JupyterLab', function () {
  this.timeout(90_000);
  let lab: Lab | undefined;
  let browser: Browser | undefined;
  let page: Page;

  const { cell, edit, run, ended } = cellsOf(() => page);
  const output = (i: number) => cell(i).locator('.jp-OutputArea-output');
  const kernelStatus = (status: string) =>
    page.waitForFunction((wanted) => {
      interface Lab {
        jupyterapp: { shell: { currentWidget: { sessionContext: { session: { kernel: { status: string } | null } | null } } } };
      }
      return (globalThis as unknown as Lab).jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === wanted;
    }, status);

  before(async function () {
    needsChromium(this);
    lab = await startLab({ 'kernel.ipynb': cells });
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(30_000);
    await openNotebook(page, lab.url('kernel.ipynb'));
  });

  after(async () => {
    await browser?.close();
    await lab?.stop();
  });

  it('runs a cell and shows its value', async () => {
    await run(0);
    // A value comes before the reply that gives the prompt its number.
    await ended(0);
    assert.equal((await output(0).textContent())?.trim(), '0.30000000000000004');
    assert.equal((await cell(0).locator('.jp-InputPrompt').textContent())?.trim(), '[1]:');
  });

  it('completes members with types at Tab', async () => {
    await run(1);
    await ended(1);
    await edit(9);
    await page.keyboard.press('End');
    await page.keyboard.press('Tab');
    const items = page.locator('.jp-Completer-item');
    await items.first().waitFor();
    // JupyterLab makes the items of a long list a part at a time.
    for (const name of ['dataSync', 'reshape', 'dispose'])
      await page.locator('.jp-Completer-item', { hasText: name }).first().waitFor({ state: 'attached' });
    await page.locator('.jp-Completer-docpanel', { hasText: /./ }).waitFor();
    await shot(page, 'kernel-completion');
    await page.keyboard.type('dataS', { delay: 60 });
    await page.locator('.jp-Completer-item.jp-mod-active', { hasText: 'dataSync' }).waitFor();
    await shot(page, 'kernel-narrowed');
    await page.keyboard.press('Enter');
    await cell(9).locator('.cm-content', { hasText: 't.dataSync' }).waitFor();
  });

  it('shows signature and documentation at Shift-Tab', async () => {
    await edit(10);
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+Tab');
    await page.locator('.jp-Tooltip', { hasText: 'addTenth' }).waitFor();
    const text = (await page.locator('.jp-Tooltip').textContent()) ?? '';
    assert.match(text, /addTenth\(base: number\): number/);
    assert.match(text, /Adds a tenth\./);
    await shot(page, 'kernel-tooltip');
    await page.keyboard.press('Escape');
  });

  it('shows a type error with code and place before anything runs, and a traceback by cell and line', async () => {
    await run(2);
    assert.match(
      (await output(2).textContent()) ?? '',
      /Cell \d+, line 1, column 7 error TS2322: Type 'string' is not assignable to type 'number'/,
    );
    await run(3);
    const text = (await output(3).textContent()) ?? '';
    assert.match(text, /RangeError: too deep/);
    assert.match(text, /Cell \d+, line 1/);
    assert.doesNotMatch(text, /node:internal|bundle/);
    await shot(page, 'kernel-errors');
  });

  it('is interrupted in a busy loop and keeps its state', async () => {
    await run(4);
    await kernelStatus('busy');
    await page.waitForTimeout(500);
    await command(page, 'notebook:interrupt-kernel');
    await output(4).first().waitFor();
    assert.match((await output(4).first().textContent()) ?? '', /Interrupt/i);
    await run(5);
    await output(5).waitFor();
    assert.equal((await output(5).textContent())?.trim(), 'true');
  });

  it('asks the learner for a line', async () => {
    await run(6);
    const input = page.locator('.jp-Stdin-input');
    await input.waitFor();
    await input.fill('Ada');
    await input.press('Enter');
    await output(6).locator('text=hello Ada').waitFor();
  });

  it('that is killed is restarted, JupyterLab says so, and the next cell runs in a new session', async () => {
    await run(7);
    await page.locator('.jp-Dialog', { hasText: /restart/i }).waitFor();
    await shot(page, 'kernel-killed');
    await page.locator('.jp-Dialog .jp-mod-accept').click();
    await kernelStatus('idle');
    await run(8);
    await ended(8);
    await output(8).locator('text=42').waitFor();
    assert.equal((await cell(8).locator('.jp-InputPrompt').textContent())?.trim(), '[1]:');
  });

  it('restarts on request and has forgotten everything', async () => {
    // Awaited: the kernel is idle before it is told to start again, too.
    await page.evaluate("void (globalThis.restarted = jupyterapp.commands.execute('kernelmenu:restart'))");
    await page.locator('.jp-Dialog .jp-mod-accept').click();
    await page.evaluate('restarted');
    await kernelStatus('idle');
    await run(5);
    await output(5).locator('text=TS2304').waitFor();
  });
});
