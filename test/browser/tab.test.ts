/** The page around the tab's kernel: help while typing, files that come and go, and what is said when something is wrong. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openNotebook } from '../../scripts/lite/run-notebook.mjs';
import { serveFolder } from '../../scripts/lite/serve.mjs';
import { eventually } from '../support/eventually.js';
import { saysOnHover } from './hover.js';
import { cellsOf, comesTrue, command, needsChromium, root, shot, startBrowser } from './jupyter-lab.js';
import { liteFolder } from './lite-site.js';

/** What JupyterLab's own parts have of faults: the file browser's buttons, the names of editors, the list of cells, folding, the first link. */
const ofJupyterLab = ['aria-allowed-attr', 'aria-input-field-name', 'aria-required-children', 'button-name', 'region'];

interface Fault {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

interface Cells {
  readonly metadata: { readonly kernelspec?: { readonly name?: string } };
  readonly cells: readonly { readonly source: string }[];
}

const notebook = (name: string, display_name: string): object => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name, display_name, language: name } },
  cells: [{ cell_type: 'code', id: 'a', metadata: {}, execution_count: null, outputs: [], source: '1' }],
});

describe('the page of the lab in a browser tab', function () {
  this.timeout(120_000);
  this.slow(15_000);
  let browser: Browser | undefined;
  let server: Awaited<ReturnType<typeof serveFolder>> | undefined;
  let context: BrowserContext;
  let page: Page;
  const complaints: string[] = [];

  const panel = 'jupyterapp.shell.currentWidget';
  const { cell, edit } = cellsOf(() => page);
  const notice = (text: string | RegExp) => page.locator('.Toastify__toast', { hasText: text });
  const button = (name: string) => page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Toolbar').getByText(name, { exact: true });
  const write = async (i: number, code: string) => {
    await edit(i);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(code);
  };
  const open = (file: string) => page.evaluate(`jupyterapp.commands.execute('docmanager:open', { path: '${file}' }).then(() => undefined)`);
  const shown = (file: string) => page.waitForFunction(`${panel}?.context?.path === '${file}' && ${panel}.content.widgets.length > 0`);
  const idle = () => page.waitForFunction(`${panel}.sessionContext.session?.kernel?.status === 'idle'`);
  /** Runs code in the notebook in sight, without a cell. @returns what it printed */
  const run = (code: string) =>
    page.evaluate<string>(`(async () => {
      const future = ${panel}.sessionContext.session.kernel.requestExecute({ code: ${JSON.stringify(code)} });
      let printed = '';
      future.onIOPub = ({ content }) => { printed += content.text ?? content.evalue ?? ''; };
      await future.done;
      return printed;
    })()`);
  const upload = async (name: string, text: string) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button('Upload').click()]);
    await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) });
  };
  /** Whether the browser keeps the notebook with this code in its first cell. */
  const stored = (code: string) =>
    `jupyterapp.serviceManager.contents.get('00-index.ipynb', { content: true }).then(({ content }) => content.cells[0].source === '${code}')`;
  const download = async (name: string): Promise<Cells> => {
    const [file] = await Promise.all([page.waitForEvent('download'), button(name).click()]);
    assert.equal(file.suggestedFilename(), '00-index.ipynb');
    return JSON.parse(readFileSync(await file.path(), 'utf8')) as Cells;
  };

  before(async function () {
    this.timeout(240_000);
    needsChromium(this);
    server = await serveFolder(await liteFolder(), { below: '/ml/' });
    browser = await startBrowser();
    // Without the service worker, which would fetch all files for later meanwhile.
    context = await browser.newContext({ viewport: { width: 1800, height: 900 }, serviceWorkers: 'block' });
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
    // Two are as they should be: the service worker is blocked, and the drive that says it is full does so to JupyterLab, too.
    page.on('pageerror', ({ message, stack }) => /^undefined$|quota/.test(message) || complaints.push(stack ?? message));
    await openNotebook(page, server.url, '00-index', 200_000);
    await command(page, 'notebook:insert-cell-above');
    await page.waitForFunction(`${panel}.content.widgets[0].model.type === 'code'`);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('helps while typing as JupyterLab does: underlines, parameters, types', async () => {
    await write(0, "const far: number = 'a'");
    await eventually(() => cell(0).locator('.cm-lintRange-error').allInnerTexts(), ['far']);
    await write(0, 'const list = [1, 2]; list.indexOf(');
    await page.locator('.lecture-lab-signature .lecture-lab-active', { hasText: 'searchElement: number' }).waitFor();
    await page.keyboard.type('2)');
    const says = /const list: number\[\]/;
    const line = cell(0).locator('.cm-line');
    assert.match(await saysOnHover(line, '.cm-tooltip-hover .lecture-lab-tooltip', says, { position: { x: 60, y: 8 } }), says);
    await page.mouse.move(5, 5);
  });

  it('has the panel "Session"', async () => {
    await command(page, 'lecture-lab:session');
    await page.locator('#lecture-lab-session').waitFor();
    await edit(0);
    await page.keyboard.press('Control+Enter');
    const row = page.locator('.lecture-lab-variables tbody tr', { has: page.getByRole('button', { name: 'list', exact: true }) });
    await row.waitFor();
    assert.deepEqual(await row.locator('td').allInnerTexts(), ['number[]', '2 items', '[1, 2]']);
  });

  it('Download gives the notebook as a file, and the toolbar says whether it is anywhere else', async () => {
    await button('In this browser only').waitFor();
    assert.equal((await download('Download')).cells[0]!.source, 'const list = [1, 2]; list.indexOf(2)');
    await button('Saved elsewhere too').waitFor();
    await write(0, '// changed');
    assert.equal((await download('In this browser only')).cells[0]!.source, '// changed');
  });

  it('Upload brings files to the cells, opens notebooks, and says what is none', async () => {
    await upload('table.csv', 'a,b\n1,2\n');
    await notice('"table.csv" is on the tab\'s drive: cells read it by that name.').waitFor();
    assert.equal(await run(`import fs from 'node:fs'; console.log(fs.readFileSync('table.csv', 'utf8').length);`), '8\n');
    await upload('mine.ipynb', 'no notebook');
    await notice('"mine.ipynb" cannot be opened: it is not JSON, as notebooks are').waitFor();
    await upload('mine.ipynb', JSON.stringify(notebook('tslab', 'TypeScript')));
    await shown('mine.ipynb');
    await idle();
  });

  it('Share as link saves a notebook as a file that is too large for an address', async () => {
    await open('00-index.ipynb');
    await shown('00-index.ipynb');
    // Letters by chance, which no compression makes shorter than three quarters.
    const letters = Array.from({ length: 100_000 }, () => Math.floor(Math.random() * 36).toString(36)).join('');
    await page.evaluate(`${panel}.content.widgets[0].model.sharedModel.setSource('// ${letters}')`);
    assert.equal((await download('Share as link')).cells[0]!.source, `// ${letters}`);
    await notice(/This notebook is too large for a link \(\d+ KB; 60 KB fit\)\. It was downloaded instead: send the file\./).waitFor();
    await page.evaluate(`${panel}.content.widgets[0].model.sharedModel.setSource('// short')`);
  });

  it('a full drive is named, and nothing is lost: the cells have their file, the notebook can be downloaded', async () => {
    const put = 'IDBObjectStore.prototype.put';
    // The other notebook, too: JupyterLab would show a dialog for each that it cannot save.
    await comesTrue(page, `[...jupyterapp.shell.widgets('main')].every(({ context }) => !context?.model.dirty)`);
    // As a browser answers whose space for the site is used up.
    await page.evaluate(
      `globalThis.realPut = ${put}; ${put} = () => { throw new DOMException('The quota has been exceeded.', 'QuotaExceededError'); }`,
    );
    try {
      assert.equal(await run(`fs.writeFileSync('large.txt', 'abc'); console.log(fs.readFileSync('large.txt', 'utf8'));`), 'abc\n');
      await notice('"large.txt" could not be kept in this browser: its space for this site is full.').waitFor();
      await upload('other.txt', 'abc');
      await notice('"other.txt" could not be kept in this browser: its space for this site is full.').waitFor();
      await write(0, '// not kept');
      await page.locator('.jp-Dialog', { hasText: 'File Save Error' }).getByRole('button', { name: 'Close' }).click();
      await notice('"00-index.ipynb" could not be kept in this browser, but this page still has it: Download it now.').waitFor();
      assert.equal((await download('Download')).cells[0]!.source, '// not kept');
    } finally {
      await page.evaluate(`${put} = globalThis.realPut`);
    }
    const dialog = page.locator('.jp-Dialog');
    if (await dialog.count()) await dialog.getByRole('button', { name: 'Close' }).click();
    await command(page, 'docmanager:save');
    await comesTrue(page, stored('// not kept'));
    await write(0, '// kept by itself');
    await comesTrue(page, stored('// kept by itself'));
    await run(`fs.writeFileSync('large.txt', 'abc');`);
    await comesTrue(
      page,
      `jupyterapp.serviceManager.contents.get('large.txt', { content: true }).then(({ content }) => content === 'abc', () => false)`,
    );
  });

  it('saves while a cell prints, and asks nothing where Save is chosen meanwhile', async () => {
    const printing = 'for (let i = 0; i < 400; i++) { console.log(i); await new Promise((resume) => setTimeout(resume, 100)); }';
    await page.evaluate(
      `globalThis.savings = []; void ${panel}.context.saveState.connect((_, s) => savings.push(s + ' ' + Math.round(performance.now())))`,
    );
    await write(0, printing);
    // Only then it is what the cell prints that must be saved, not what was typed.
    await comesTrue(page, `Promise.resolve(!${panel}.context.model.dirty)`);
    await comesTrue(page, stored(printing));
    await page.keyboard.press('Control+Enter');
    const printed = `jupyterapp.serviceManager.contents.get('00-index.ipynb', { content: true }).then(({ content }) => JSON.stringify(content.cells[0].outputs).includes('5'))`;
    const state = `JSON.stringify({
      savings, now: performance.now(), dirty: ${panel}.context.model.dirty, status: ${panel}.sessionContext.session.kernel.status,
      outputs: ${panel}.content.widgets[0].model.outputs.toJSON().map(({ text }) => text.length),
      dialogs: [...document.querySelectorAll('.jp-Dialog')].map(({ textContent }) => textContent),
    })`;
    await comesTrue(page, printed, state);
    assert.equal(await page.evaluate(`${panel}.sessionContext.session.kernel.status`), 'busy', 'saved before its end');
    // Many, of which each begins while another has written and does not know yet.
    await page.evaluate(`(async () => {
      const all = [];
      for (let i = 0; i < 100; i++) {
        all.push(jupyterapp.commands.execute('docmanager:save'));
        await new Promise((resume) => setTimeout(resume, 10));
      }
      await Promise.all(all);
    })()`);
    await page.evaluate(`${panel}.sessionContext.session.kernel.interrupt()`);
    await idle();
    await comesTrue(page, `Promise.resolve(!${panel}.context.model.dirty)`);
    assert.equal(await page.locator('.jp-Dialog').count(), 0);
  });

  it('an assignment opens as students get it, and its first cell runs', async () => {
    const name = 'ps1-activations-softmax';
    await open(`assignments/${name}/${name}.ipynb`);
    await shown(`assignments/${name}/${name}.ipynb`);
    await idle();
    const first = await page.evaluate<string>(
      `${panel}.content.widgets.find(({ model }) => model.type === 'code').model.sharedModel.getSource()`,
    );
    assert.match(await run(`${first}\nconsole.log(typeof checks);`), /\nfunction\n$/);
  });

  it('axe finds no fault but those that JupyterLab has itself', async () => {
    await open('00-index.ipynb');
    await upload('two.csv', 'a\n');
    await notice('"two.csv"').waitFor();
    await shot(page, 'tab');
    await page.evaluate(readFileSync(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8'));
    const faults = await page.evaluate<Fault[]>('axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations)');
    const own = faults.filter(({ id, nodes }) => !ofJupyterLab.includes(id) || nodes.some(({ html }) => html.includes('lecture-lab')));
    assert.deepEqual(
      own.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`),
      [],
    );
  });

  it('a tab that trains asks before it closes; closed all the same, it says so at the next visit, with the notebook as it was', async () => {
    await open('00-index.ipynb');
    await shown('00-index.ipynb');
    const training = `import { tf } from 'kernel-helpers'; console.log('begins');
const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] }); net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
await net.fit(tf.ones([64, 4]), tf.ones([64, 1]), { epochs: 1e6, verbose: 0 });`;
    await page.evaluate(`${panel}.content.widgets[0].model.sharedModel.setSource(${JSON.stringify(training)})`);
    await edit(0);
    await page.keyboard.press('Control+Enter');
    await cell(0).locator('.jp-OutputArea', { hasText: 'begins' }).waitFor();
    await page.waitForFunction(`Object.keys(localStorage).some((key) => key.startsWith('lecture-lab:running:'))`);
    const close = async (answer: 'dismiss' | 'accept') => {
      const [dialog] = await Promise.all([page.waitForEvent('dialog'), page.close({ runBeforeUnload: true })]);
      assert.equal(dialog.type(), 'beforeunload');
      await Promise.all([answer === 'accept' && page.waitForEvent('close'), dialog[answer]()]);
    };
    // What is written while the cell runs is kept as well.
    await page.evaluate(`${panel}.content.widgets[0].model.sharedModel.setSource('// the last words')`);
    await close('dismiss');
    assert.equal(await page.evaluate(`${panel}.sessionContext.session.kernel.status`), 'busy', 'it goes on');
    await comesTrue(page, stored('// the last words'));
    await close('accept');
    page = await context.newPage();
    await openNotebook(page, server!.url, '00-index');
    await notice(
      /"00-index\.ipynb" was closed while a cell ran\. It is as it was last saved; its variables are gone: run the cells again\./,
    ).waitFor();
    assert.match(await page.evaluate<string>(`${panel}.content.widgets[0].model.sharedModel.getSource()`), /the last words/);
  });

  it('a notebook of another kernel is opened and named, and stays as it is', async () => {
    await upload('python.ipynb', JSON.stringify(notebook('python3', 'Python 3')));
    await shown('python.ipynb');
    await notice(
      '"python.ipynb" is written for Python 3. In this tab cells run TypeScript and JavaScript only; the notebook stays as it is.',
    ).waitFor();
    const kept = `jupyterapp.serviceManager.contents.get('python.ipynb', { content: true }).then(({ content }) => content.metadata.kernelspec.name)`;
    assert.equal(await page.evaluate(kept), 'python3');
  });

  it('and the page threw nothing', () => assert.deepEqual(complaints, []));
});
