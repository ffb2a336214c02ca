/** Live widgets in JupyterLab: two views of one state, events, bytes, and what stands in the saved notebook when no kernel runs. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { cellsOf, type Lab, needsChromium, openNotebook, startBrowser, startLab } from './jupyter-lab.js';

const cells = [
  `import { button, editableTable, interact, lineChart, select, slider, widget } from 'kernel-helpers';
const rate = slider({ label: 'rate', min: 0, max: 1, step: 0.1, value: 0.5 });
rate.show(); rate.show();`,
  `const rule = select({ label: 'rule', options: ['SGD', 'Adam'] }).show();
let presses = 0;
const more = button('more', () => { presses++; }).show();`,
  `const table = editableTable([{ name: 'a', n: 1 }, { name: 'b', n: 2 }], { editable: ['n'], totals: (rows) => ({ n: rows.reduce((s, r) => s + r.n, 0) }) }).show();`,
  `const bytes = widget({
  state: { data: new Uint8Array([1, 2, 3]), sum: 0 },
  esm: \`export default { render({ model, el }) {
    const sum = document.createElement('output'); sum.className = 'byte-sum';
    const draw = () => { const view = model.get('data'); let s = 0; for (let i = 0; i < view.byteLength; i++) s += view.getUint8(i); sum.textContent = s; };
    model.on('change:data', draw); draw(); el.append(sum);
    model.set('sum', Number(sum.textContent)); model.save_changes();
  } }\`,
});
bytes.show();`,
  `interact({ waves: { min: 1, max: 9, step: 1, value: 2 } }, ({ waves }) =>
  lineChart({ Adam: Array.from({ length: 100 }, (_, i) => Math.sin((i / 50) * waves)) }, { title: \`\${waves} waves\` }));`,
  "[rate.value, rule.value, presses, JSON.stringify(table.rows), bytes.state.sum].join(' ')",
  'rate.value = 0.9; bytes.set({ data: new Uint8Array([200, 100]) });',
  `import { planeNetwork, playground } from 'kernel-helpers';
const game = playground({ data: 'moons' }).show();`,
  "const same = planeNetwork(game.setting).advance(100); [game.setting.optimizer, same.loss('train').toPrecision(3)].join(' ')",
  "game.setting = { ...game.setting, data: 'xor' };",
];

describe('widgets in JupyterLab', function () {
  this.timeout(120_000);
  let lab: Lab | undefined;
  let browser: Browser | undefined;
  let page: Page;

  const { cell, ended, run: begin } = cellsOf(() => page);
  const sliders = () => cell(0).locator('.lab-control input[type=range]');
  const run = async (i: number) => {
    await begin(i);
    await ended(i);
  };

  before(async function () {
    needsChromium(this);
    lab = await startLab({ 'widgets.ipynb': cells });
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 2400 } });
    page.setDefaultTimeout(30_000);
    await openNotebook(page, lab.url('widgets.ipynb'));
    for (let i = 0; i < 5; i++) await run(i);
    await cell(4).locator('.lab-picture .mark-line path').first().waitFor();
  });

  after(async () => {
    await browser?.close();
    await lab?.stop();
  });

  it('two views of one slider move together, and the kernel has the value', async () => {
    await eventually(() => sliders().count(), 2);
    await sliders().nth(0).fill('0.7');
    await eventually(() => sliders().nth(1).inputValue(), '0.7');
  });

  it('a menu, a button, a table and bytes bring their events to the kernel', async () => {
    await cell(1).locator('select').selectOption({ label: 'Adam' });
    await cell(1).getByRole('button', { name: 'more' }).click();
    await cell(1).getByRole('button', { name: 'more' }).click();
    const field = cell(2).locator('input').first();
    await field.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('40');
    await page.keyboard.press('Enter');
    await cell(2).getByText('42', { exact: true }).waitFor();
    await cell(3).locator('.byte-sum', { hasText: /^6$/ }).waitFor();
    await run(5);
    assert.equal(
      (await cell(5).locator('.jp-OutputArea-output').textContent())?.trim(),
      `'0.7 Adam 2 [{"name":"a","n":40},{"name":"b","n":2}] 6'`,
    );
  });

  it('what the kernel sets moves every view', async () => {
    await run(6);
    await cell(3).locator('.byte-sum', { hasText: '300' }).waitFor();
    for (const view of [0, 1]) await eventually(() => sliders().nth(view).inputValue(), '0.9');
  });

  it('a playground trains in the page; what is chosen there reaches the kernel, whose numbers are the same, and back', async () => {
    await run(7);
    const field = (label: string) => cell(7).getByLabel(label, { exact: true });
    const counter = cell(7).locator('.counter');
    await field('Optimizer').selectOption({ label: 'Adam' });
    await cell(7).getByRole('button', { name: '100 steps' }).click();
    const shown = /^step 100, epoch 5: loss (\S+)/.exec(await counter.innerText())?.[1];
    await run(8);
    const [optimizer, loss] = (await cell(8).locator('.jp-OutputArea-output').innerText()).replaceAll("'", '').trim().split(' ');
    assert.deepEqual([optimizer, Number(loss)], ['Adam', Number(shown)]);
    // The kernel's echo has not begun the training again; the arrow keys stay in the field.
    assert.match(await counter.innerText(), /^step 100,/);
    await field('Noise').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await field('Noise').inputValue(), '0.2');
    assert.equal(await page.evaluate('document.activeElement.type'), 'range');
    await run(9);
    await cell(7).locator('option:checked', { hasText: 'xor' }).waitFor({ state: 'attached' });
    await counter.filter({ hasText: /^step 0,/ }).waitFor();
  });

  it('with no kernel the saved notebook shows the widgets as they were last', async () => {
    await cell(4).locator('.lab-control input[type=range]').fill('6');
    await cell(4).locator('.lab-picture', { hasText: '6 waves' }).waitFor();
    // Both are awaited: a page that is left while it saves does not save.
    await page.evaluate("jupyterapp.commands.execute('docmanager:save')");
    assert.match(await readFile(path.join(lab!.folder, 'widgets.ipynb'), 'utf8'), /widget-state\+json/);
    await page.evaluate("jupyterapp.commands.execute('notebook:shutdown-kernel')");
    // With `reset` JupyterLab opens nothing beside it.
    await page.goto(`${lab!.url('widgets.ipynb')}&reset`);
    await cell(4).locator('.lab-picture, img[alt*="drawn first"]').first().waitFor();
    const text = (await page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)').textContent()) ?? '';
    assert.doesNotMatch(text, /Error displaying widget|needs a running kernel|Loading widget/);
  });

  it('a copy that is not trusted shows their still pictures', async () => {
    const saved = JSON.parse(await readFile(path.join(lab!.folder, 'widgets.ipynb'), 'utf8')) as { metadata: { widgets?: unknown } };
    await writeFile(
      path.join(lab!.folder, 'copy.ipynb'),
      JSON.stringify({ ...saved, metadata: { ...saved.metadata, widgets: undefined, copy: 1 } }),
    );
    await page.goto(`${lab!.url('copy.ipynb')}&reset`);
    await cell(4).locator('img[alt*="drawn first"]').waitFor();
    const width = await cell(4)
      .locator('img')
      .evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
    assert.ok(width > 300, `the picture is ${width} wide`);
  });
});
