import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { command, type Lab, needsChromium, openNotebook, root, startBrowser, startLab } from './jupyter-lab.js';

const cells = [
  `import { contourChart, landscapeFigure, landscapes, race, raceChart, showChart, showFigure } from 'kernel-helpers';
const lanes = race(landscapes.himmelblau, ['SGD', 'Momentum', 'Adam'], { steps: 100, rates: 'tuned' });
showChart(contourChart(landscapes.himmelblau, lanes, { title: 'Contour' }));`,
  "showChart(raceChart(landscapes.himmelblau, lanes, { title: 'Race', speed: 30, step: 0 }));",
  "showFigure(landscapeFigure(landscapes.himmelblau, lanes, { title: 'Surface' }));",
];

/** The film plays while its box is ticked, stands when it is not, and its slider shows the step. */
async function filmPlays(page: Page): Promise<void> {
  const slider = page.locator('input[type=range]').first();
  const box = page.locator('input[type=checkbox]').first();
  const step = async () => Number(await slider.inputValue());
  await slider.waitFor({ timeout: 60_000 });
  assert.equal(await step(), 0);
  await box.check();
  await assert.doesNotReject(async () => {
    for (let tries = 0; (await step()) < 3; tries++) {
      if (tries > 100) throw new Error('the step does not move');
      await page.waitForTimeout(100);
    }
  });
  await box.uncheck();
  await page.waitForTimeout(200);
  const held = await step();
  await page.waitForTimeout(500);
  assert.equal(await step(), held);
  await slider.fill('42');
  await page.getByText('step 42').first().waitFor({ state: 'attached', timeout: 10_000 });
}

describe('contour, race and surface in a browser', function () {
  this.timeout(240_000);
  let lab: Lab;
  let browser: Browser;
  let page: Page;
  const folder = mkdtempSync(path.join(tmpdir(), 'race-'));
  const picture = (name: string) => path.join(process.env.LECTURE_LAB_SHOTS ?? folder, `${name}.png`);
  before(async function () {
    needsChromium(this);
    lab = await startLab({ 'race.ipynb': cells });
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1320, height: 2200 } });
  });
  after(async () => {
    await browser?.close();
    await lab?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('JupyterLab draws all three, and the film plays and pauses', async () => {
    await openNotebook(page, lab.url('race.ipynb'));
    // A busy machine makes the Lab ask for the kernel that the notebook names.
    await page.addLocatorHandler(page.locator('.jp-Dialog'), () => page.locator('.jp-Dialog .jp-mod-accept').click());
    await page.waitForTimeout(1000);
    await page.locator('.jp-Notebook .jp-Cell').first().click();
    await command(page, 'notebook:run-all-cells');
    await page.locator('.js-plotly-plot canvas').first().waitFor({ timeout: 120_000 });
    await page.locator('.vega-embed').nth(1).waitFor();
    assert.equal(await page.locator('.vega-embed').count(), 2);
    await filmPlays(page);
    await page.screenshot({ path: picture('race-lab') });
    await page.evaluate("jupyterapp.commands.execute('docmanager:save')");
  });

  it('so does an exported page, with no server and no kernel', async () => {
    const python = path.join(root, '.venv/bin/python');
    const vendor = path.join(folder, 'vendor');
    const { copyVendor } = (await import(pathToFileURL(path.join(root, 'scripts/export/vendor.mjs')).href)) as {
      copyVendor(to: string): void;
    };
    copyVendor(vendor);
    const out = path.join(folder, 'race.html');
    const job = { kind: 'page', notebook: path.join(lab.folder, 'race.ipynb'), out, vendor: 'vendor' };
    execFileSync(python, [path.join(root, 'scripts/export/export.py')], { input: JSON.stringify([job]), stdio: 'pipe' });
    const alone = await browser.newPage({ viewport: { width: 1100, height: 2600 } });
    await alone.route(/^https?:/, (route) => route.abort());
    await alone.goto(pathToFileURL(out).href, { waitUntil: 'commit', timeout: 60_000 });
    await filmPlays(alone);
    await alone.locator('.js-plotly-plot canvas').first().waitFor({ timeout: 60_000 });
    await alone.screenshot({ path: picture('race-page') });
    await alone.close();
  });
});
