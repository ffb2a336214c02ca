/** The playground’s page of the site as a reader meets it: from the disk, with no kernel. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { planeNetwork } from '../../kernel-helpers/src/playground/index.js';
import { playgroundScripts } from '../../scripts/build-playground.mjs';
import { playgroundPage } from '../../scripts/export/playground-page.mjs';
import { copyVendor } from '../../scripts/export/vendor.mjs';
import { needsChromium, root, startBrowser } from './jupyter-lab.js';
import { diskUrl, type Reader, reader } from './static-pages.js';

interface Fault {
  id: string;
  impact: string;
  help: string;
  nodes: { html: string }[];
}

describe('the playground on the site', function () {
  this.timeout(120_000);
  this.slow(60_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'lab-playground-'));
  let browser: Browser | undefined;
  let disk: Reader;
  const counter = () => disk.page.locator('.counter').innerText();
  const press = (name: string) => disk.page.getByRole('button', { name, exact: true }).click();
  const choose = (label: string, option: string) => disk.page.getByLabel(label, { exact: true }).selectOption({ label: option });
  /** Opens the page at a setting, as by a link that somebody has sent. */
  const visit = async (address: string) => {
    await disk.page.goto('about:blank');
    await disk.open(`playground.html${address}`);
  };

  before(async function () {
    needsChromium(this);
    const vendor = path.join(folder, 'vendor');
    mkdirSync(vendor);
    copyVendor(vendor);
    writeFileSync(path.join(vendor, 'site.css'), readFileSync(path.join(root, 'scripts/export/site.css')));
    const scripts = await playgroundScripts();
    assert.deepEqual(
      scripts.inputs.filter((file) => !file.startsWith('kernel-helpers/')),
      [],
      'a package is in the page',
    );
    writeFileSync(path.join(vendor, 'playground.js'), scripts.site);
    writeFileSync(path.join(folder, 'playground.html'), playgroundPage('#'));
    browser = await startBrowser();
    disk = await reader(browser, diskUrl(folder));
    await disk.open('playground.html');
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows the losses that the notebook has for the same setting, and 100 steps lower them', async () => {
    const short = (value: number) => String(Number(value.toPrecision(3)));
    const words = (net: ReturnType<typeof planeNetwork>) =>
      `step ${net.step}, epoch ${net.epoch}: loss ${short(net.loss('train'))} (training), ${short(net.loss('test'))} (test)`;
    const net = planeNetwork();
    assert.equal(await counter(), words(net));
    const before = net.loss('train');
    await press('100 steps');
    assert.equal(await counter(), words(net.advance(100)));
    assert.ok(net.loss('train') < before);
    await press('Step');
    assert.equal(await counter(), words(net.advance(1)));
    await press('Reset');
    assert.equal(await counter(), words(planeNetwork()));
  });

  it('runs until it is paused, and says then in words what the picture shows', async () => {
    await press('Run');
    await disk.page.waitForFunction("Number(/step (\\d+)/.exec(document.querySelector('.counter').textContent)[1]) >= 20");
    await press('Pause');
    const stopped = await counter();
    const step = Number(/step (\d+)/.exec(stopped)?.[1]);
    assert.match(
      await disk.page.getByRole('status').filter({ hasText: 'After' }).innerText(),
      new RegExp(`^After ${step} steps: \\d+ % of`),
    );
    const picture = disk.page.getByRole('img', { name: /^Probability of class 1 on the plane\. After/ });
    assert.match((await picture.getAttribute('aria-label'))!, new RegExp(`After ${step} steps`));
    const turns = () => disk.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    await turns();
    await turns();
    assert.equal(await counter(), stopped, 'it goes on after Pause');
  });

  it('keeps each choice in the address, and comes back from it', async () => {
    await choose('Data', 'spirals');
    await choose('Activation', 'selu');
    await choose('Optimizer', 'Nadam');
    await choose('Hidden layers', '3');
    await choose('Neurons in layer 3', '5');
    await disk.page.getByRole('checkbox', { name: 'sin x₁' }).check();
    await disk.page.getByLabel('Seed').fill('7');
    await disk.page.getByLabel('Dropout').fill('0.2');
    const { hash } = new URL(disk.page.url());
    assert.equal(hash, '#data=spirals&features=x1,x2,sinx1&hidden=4,2,5&activation=selu&optimizer=Nadam&dropout=0.2&seed=7');
    const first = await counter();
    await visit(hash);
    assert.equal(await counter(), first);
    for (const [label, value] of [
      ['Data', 'spirals'],
      ['Activation', 'selu'],
      ['Optimizer', 'Nadam'],
      ['Neurons in layer 3', '5'],
    ] as const)
      assert.equal(await disk.page.getByLabel(label, { exact: true }).locator('option:checked').innerText(), value);
    assert.equal(await disk.page.getByRole('checkbox', { name: 'sin x₁' }).isChecked(), true);
    assert.equal(await disk.page.getByRole('button', { name: /^Neuron \d of layer 3/ }).count(), 5);
    await visit('#hidden=99');
    await disk.page.getByText('The address has no valid setting: hidden[0] must be in [1, 8], got 99').waitFor();
  });

  it('a value that the menus do not have is shown by them, and kept', async () => {
    await visit('#learningRate=0.0123');
    assert.equal(await disk.page.getByLabel('Learning rate').locator('option:checked').innerText(), '0.0123');
    await choose('Data', 'xor');
    assert.equal(new URL(disk.page.url()).hash, '#data=xor&learningRate=0.0123');
  });

  it('copies the link, and the code of the setting with the steps made', async () => {
    await disk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const copied = () => disk.page.evaluate<string>('navigator.clipboard.readText()');
    await visit('#data=moons&penalty=L2');
    await press('100 steps');
    await press('Copy link');
    await disk.page.getByText('Copied.', { exact: true }).waitFor();
    assert.equal(await copied(), disk.page.url());
    await disk.page.getByText('Code of this setting, for a cell of a notebook').click();
    await press('Copy code');
    await disk.page.locator('details').getByText('Copied.', { exact: true }).waitFor();
    assert.match(await copied(), /data: 'moons'[\s\S]*penalty: 'L2'[\s\S]*net\.advance\(100\);/);
    await choose('Code with', 'TensorFlow.js');
    await press('Copy code');
    assert.match(await disk.page.locator('details code').innerText(), /tf\.regularizers\.l2\(\{ l2: 0\.001 \}\)[\s\S]*net\.batches\(100\)/);
  });

  it('a neuron’s map becomes the large picture and back, by keyboard alone', async () => {
    await visit('');
    const neuron = disk.page.getByRole('button', { name: /^Neuron 2 of layer 1/ });
    const output = await picture();
    await neuron.focus();
    await disk.page.keyboard.press('Enter');
    assert.equal(await neuron.getAttribute('aria-pressed'), 'true');
    await disk.page.getByText('Answer of neuron 2 of layer 1: blue below 0, red above.').waitFor();
    assert.notEqual(await picture(), output);
    await disk.page.keyboard.press('Space');
    assert.equal(await picture(), output);
    const noise = disk.page.getByLabel('Noise');
    await noise.focus();
    await disk.page.keyboard.press('ArrowRight');
    assert.equal(new URL(disk.page.url()).hash, '#noise=0.2');
  });

  /** The large picture, as the browser holds it. */
  const picture = () => disk.page.evaluate<string>("document.querySelector('canvas.plane').toDataURL()");

  it('stops where the numbers are no longer finite, and says why', async () => {
    await visit('#learningRate=10&penalty=L2&strength=1');
    await choose('Steps per picture', 'an epoch');
    await press('Run');
    await disk.page.getByText('the learning rate is too high').waitFor();
    await disk.page.getByRole('button', { name: 'Run', exact: true }).waitFor();
  });

  it('moves little for a reader who wants little motion, and still learns', async () => {
    await disk.page.emulateMedia({ reducedMotion: 'reduce' });
    await visit('');
    // Of the pictures that a second could have, it draws two: counted, not timed.
    await disk.page.evaluate('window.frames60 = 0; (function count() { frames60++; requestAnimationFrame(count); })()');
    await press('Run');
    await disk.page.waitForFunction("/step 10,/.test(document.querySelector('.counter').textContent)");
    await press('Pause');
    assert.ok((await disk.page.evaluate<number>('frames60')) > 2, 'a picture at every frame');
  });

  it('so far no request left the folder, and the page complained of nothing', () => assert.deepEqual(disk.complaints, []));

  // Last: axe reads the style sheets once more, which a browser refuses to a page from the disk.
  it('axe finds no fault in both themes, and on a telephone nothing is wider than the screen', async () => {
    const axe = readFileSync(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
    for (const colorScheme of ['light', 'dark'] as const) {
      await disk.page.emulateMedia({ colorScheme });
      await visit('#hidden=8,8,8,8,8,8&penalty=L1');
      await disk.page.getByText('Code of this setting, for a cell of a notebook').click();
      await disk.page.evaluate(axe);
      const faults = await disk.page.evaluate<Fault[]>('axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations)');
      assert.deepEqual(
        faults.map(({ id, impact, help, nodes }) => `${impact} ${id}: ${help} ${nodes[0]!.html.slice(0, 150)}`),
        [],
        colorScheme,
      );
    }
    await disk.page.setViewportSize({ width: 390, height: 844 });
    await visit('#hidden=8,8,8,8,8,8&penalty=L1');
    await disk.page.getByText('Code of this setting, for a cell of a notebook').click();
    assert.ok((await disk.page.evaluate<number>('document.documentElement.scrollWidth')) <= 390);
  });
});
