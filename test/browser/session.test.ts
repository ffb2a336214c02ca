/** The panel "Session" in JupyterLab: variables, values, tensors, training runs; in both themes, and in Notebook 7. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { saysOnHover } from './hover.js';
import { cellsOf, command, type Lab, needsChromium, openNotebook, root, shot, startBrowser, startLab } from './jupyter-lab.js';

const cells = [
  `import { fit, tf } from 'kernel-helpers'
const xs = tf.randomNormal([64, 4], 0, 1, 'float32', 1)
const ys = tf.tidy(() => xs.sum(1, true))
const picture = tf.linspace(0, 1, 784).reshape([1, 28, 28, 1])
const people = [{ name: 'Ada', born: 1815 }, { name: 'Emmy', born: 1882 }]`,
  'const later = people.length',
  'for (;;) {}',
  `const small = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] })
small.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
const quiet = { chart: false, progress: false, batchSize: 16 }
await fit(small, { xs, ys }, { ...quiet, title: 'First', epochs: 4, validationData: { xs, ys } })
await fit(small, { xs, ys }, { ...quiet, title: 'Second', epochs: 3 })`,
];

/** The notebook of the README's picture. */
const shown = [
  `import { fit, tf } from 'kernel-helpers'
const xs = tf.randomNormal([256, 8], 0, 1, 'float32', 1)
const ys = tf.tidy(() => xs.square().sum(1, true))`,
  `function network(rate: number): tf.Sequential {
  const { dense } = tf.layers
  const model = tf.sequential()
  model.add(dense({ units: 16, activation: 'relu', inputShape: [8] }))
  model.add(dense({ units: 1 }))
  const optimizer = tf.train.adam(rate)
  model.compile({ optimizer, loss: 'meanSquaredError' })
  return model
}`,
  `for (const rate of [0.003, 0.01, 0.03]) {
  const title = \`rate \${rate}\`
  await fit(network(rate), { xs, ys }, { epochs: 20, title, chart: false })
}`,
  'const average = ys.sqrt()',
];

/** What a notebook shows of the playground. */
const playing = ["import { playground } from 'kernel-helpers'\nconst shown = playground({ data: 'moons' }).show()"];

interface Fault {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

describe('the panel "Session" in JupyterLab', function () {
  this.timeout(120_000);
  let lab: Lab | undefined;
  let browser: Browser | undefined;
  let page: Page;
  const complaints: string[] = [];
  const { cell, edit, run, ended } = cellsOf(() => page);
  const panel = () => page.locator('#lecture-lab-session');
  const variable = (name: string) =>
    panel().locator('.lecture-lab-variables tbody tr', { has: page.getByRole('button', { name, exact: true }) });
  const open = async () => {
    await command(page, 'lecture-lab:session');
    await panel().waitFor();
  };

  before(async function () {
    needsChromium(this);
    lab = await startLab({ 'session.ipynb': cells, 'picture.ipynb': shown, 'playing.ipynb': playing });
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(60_000);
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(`${error.stack}`));
    await openNotebook(page, lab.url('session.ipynb'));
  });

  after(async () => {
    await browser?.close();
    await lab?.stop();
  });

  it('lists the variables after a cell, with types, sizes and memory', async () => {
    await open();
    await panel().getByText('No cell has declared a variable yet.').waitFor();
    await run(0);
    await ended(0);
    await variable('xs').waitFor();
    assert.deepEqual(await variable('people').locator('td').allInnerTexts(), [
      '{ name: string; born: number; }[]',
      '2 items',
      '[{ name: "Ada", born: 1815 }, { name: "Emmy", born: 1882 }]',
    ]);
    assert.equal(await variable('picture').locator('td').nth(1).innerText(), '[1, 28, 28, 1] 3.1 KiB');
    assert.match(await panel().locator('section[aria-label=Tensors] p').innerText(), /^\d+ tensors, [\d.]+ KiB$/);
    await run(1);
    await variable('later').waitFor();
  });

  it('opens a table, a picture and a histogram by the keyboard', async () => {
    const value = panel().locator('.lecture-lab-value');
    await page.getByRole('button', { name: 'people', exact: true }).focus();
    await page.keyboard.press('Enter');
    await value.getByText('"Emmy"').waitFor();
    await page.keyboard.press('Enter');
    await value.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'picture', exact: true }).click();
    await value.locator('canvas[aria-label="picture 0 of picture"]').waitFor();
    await value.locator('svg[aria-label^="histogram of picture: min 0, max 1, mean 0.5"]').waitFor();
  });

  it('says that a kernel in a loop is busy, and keeps what it knew', async () => {
    await run(2);
    await panel()
      .getByText(/The kernel is busy/)
      .waitFor();
    assert.match(await variable('picture').locator('td').nth(1).innerText(), /3\.1 KiB/);
    await command(page, 'notebook:interrupt-kernel');
    await ended(2);
    await panel()
      .getByText(/The kernel is busy/)
      .waitFor({ state: 'hidden' });
  });

  const runNames = () => panel().locator('.lecture-lab-runs tbody th').allInnerTexts();
  const curves = () => panel().locator('.lecture-lab-curves svg').first().getAttribute('aria-label');

  it('shows the curves of every fit, those that are chosen, and pins', async () => {
    await run(3);
    await ended(3);
    await panel().getByRole('rowheader', { name: '2 Second' }).waitFor();
    assert.deepEqual(await runNames(), ['2 Second', '1 First']);
    const row = panel().locator('.lecture-lab-runs tbody tr', { hasText: '1 First' });
    assert.match(await row.innerText(), /SGD 0\.01, batch 16; Dense 1 \(5 parameters\)\s+valLoss [\d.e-]+ in epoch \d; 4 of 4 epochs/);
    assert.match((await curves()) ?? '', /^loss by epoch; last: 1 First loss [\d.e-]+, 1 First valLoss [\d.e-]+, 2 Second loss [\d.e-]+$/);
    await panel().getByLabel('compare 2 Second').uncheck();
    assert.match((await curves()) ?? '', /^loss by epoch; last: 1 First loss [\d.e-]+, 1 First valLoss [\d.e-]+$/);
    await panel().getByLabel('compare 2 Second').check();
    await panel().getByRole('button', { name: 'pin 1 First' }).click();
    await panel().locator('button[aria-pressed=true]', { hasText: 'Pinned' }).waitFor();
  });

  it('exports the runs as CSV, a line for each epoch', async () => {
    const [file] = await Promise.all([page.waitForEvent('download'), panel().getByRole('button', { name: 'Export as CSV' }).click()]);
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\n');
    assert.match(lines[0]!, /^session,run,title,begun,.*,epoch,loss,valLoss$/);
    assert.deepEqual(
      lines.slice(1).map((line) => /^current,(\d,\w+),.*,(\d+),[\d.e-]+,[\d.e-]*$/.exec(line)?.slice(1).join(',')),
      ['1,First,1', '1,First,2', '1,First,3', '1,First,4', '2,Second,1', '2,Second,2', '2,Second,3'],
    );
  });

  for (const theme of ['Light', 'Dark']) {
    it(`axe finds no fault in the ${theme.toLowerCase()} theme`, async () => {
      await command(page, 'apputils:change-theme', { theme: `JupyterLab ${theme}` });
      await page.locator(`body[data-jp-theme-light="${theme === 'Light'}"]`).waitFor({ state: 'attached' });
      await panel().locator('svg.lecture-lab-chart').first().waitFor();
      await variable('picture').waitFor(); // JupyterLab hides the panel while it changes the theme
      assert.equal(await panel().getByText('This kernel is not').count(), 0);
      await shot(page, `session-${theme.toLowerCase()}`);
      await page.evaluate(readFileSync(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8'));
      const faults = await page.evaluate<Fault[]>(
        'axe.run("#lecture-lab-session", { resultTypes: ["violations"] }).then((r) => r.violations)',
      );
      assert.deepEqual(
        faults.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`),
        [],
      );
    });
  }

  it('a reload keeps runs and pins; a kernel that starts again reads them from the disk', async () => {
    await openNotebook(page, lab!.url('session.ipynb'));
    await open();
    await panel().getByRole('rowheader', { name: '2 Second' }).waitFor();
    await panel().locator('button[aria-pressed=true]', { hasText: 'Pinned' }).waitFor();
    assert.deepEqual(await runNames(), ['1 First', '2 Second'], 'pinned runs stand first');
    // Its folder holds no lab: the runs lie beside the notebook.
    const [written] = await readdir(path.join(lab!.folder, '.lab/runs/session'));
    assert.match(written!, /\.jsonl$/);
    await page.evaluate('jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()');
    await panel()
      .getByRole('rowheader', { name: /^2 Second, \d+ \w+ \d\d:\d\d$/ })
      .waitFor();
    const names = await runNames();
    assert.match(names[0]!, /^1 First, /, 'and it is still pinned');
    assert.equal(names.length, 2);
  });

  it('stands beside a cell with a message: the picture for the README, in both themes', async () => {
    await openNotebook(page, lab!.address('lab/workspaces/picture/tree/picture.ipynb'));
    await open();
    await command(page, 'application:toggle-left-area');
    await page.setViewportSize({ width: 1280, height: 800 });
    for (const i of [0, 1, 2]) {
      await run(i);
      await ended(i);
    }
    await panel().getByRole('rowheader', { name: '3 rate 0.03' }).waitFor();
    await edit(3);
    await page.keyboard.press('Control+End');
    await page.keyboard.type('.maen()');
    const wrong = cell(3).locator('.cm-lintRange-error', { hasText: 'maen' });
    await wrong.waitFor();
    const folder = path.join(root, process.env.LECTURE_LAB_SCREENSHOTS === '1' ? 'data/screenshots' : 'test/browser/screenshots');
    for (const theme of ['Light', 'Dark']) {
      await command(page, 'apputils:change-theme', { theme: `JupyterLab ${theme}` });
      await page.locator(`body[data-jp-theme-light="${theme === 'Light'}"]`).waitFor({ state: 'attached' });
      await panel().locator('svg.lecture-lab-chart').first().waitFor();
      assert.match(await saysOnHover(wrong, '.cm-tooltip-hover', /maen/), /maen/);
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: path.join(folder, `help-${theme.toLowerCase()}.png`) });
    }
  });

  it('and the page has no complaint', () => assert.deepEqual(complaints, []));

  it('opens in Notebook 7, too', async () => {
    await page.goto(lab!.address('notebooks/picture.ipynb'));
    await cell(3).waitFor();
    await open();
    await variable('xs').waitFor();
    await panel().getByRole('rowheader', { name: '3 rate 0.03' }).waitFor();
  });

  it('and the playground draws and learns there', async () => {
    await page.goto(lab!.address('notebooks/playing.ipynb'));
    await run(0);
    const counter = cell(0).locator('.counter');
    await counter.waitFor();
    const before = await counter.innerText();
    await cell(0).getByRole('button', { name: '100 steps', exact: true }).click();
    assert.match(before, /^step 0,/);
    await counter.filter({ hasText: /^step 100,/ }).waitFor();
    assert.deepEqual(
      complaints.filter((text) => /lecture-lab|playground/.test(text)),
      [],
    );
  });
});
