/** The lab as a learner sees it: JupyterLab in a browser, a notebook run, and what is drawn looked at. */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { until } from '../support/eventually.js';
import { command, type Lab, needsChromium, openNotebook, root, startBrowser, startLab } from './jupyter-lab.js';

// The surface is last: Plotly keeps the page busy while it starts, and a training that is watched would not be seen.
const cells = [
  `import { fit, interact, lineChart, loadMnist, showChart, showFigure, sliderChart, surfaceFigure, tf, tfOptimizer } from 'kernel-helpers';
const wave = Array.from({ length: 200 }, (_, i) => Math.sin(i / 10));`,
  `interact({ frequency: { min: 1, max: 10, step: 0.5, value: 2 } }, ({ frequency }) =>
  lineChart({ Adam: Array.from({ length: 1000 }, (_, i) => Math.sin((i / 159) * frequency)) }, { title: \`\${frequency} waves\`, yDomain: [-1, 1] }));`,
  `showChart(lineChart({ Adam: wave, SGD: wave.map((v) => v / 2) }, { title: 'Two waves', xLabel: 'step', yLabel: 'height [m]' }));`,
  `showChart(sliderChart({ name: 'β', values: [0, 0.25, 0.5, 0.75, 1], value: 0.5 }, (b) => ({ RMSprop: wave.map((v) => b * v) }),
  { title: 'A slider with no kernel behind it', yDomain: [-1, 1] }));`,
  `const { train, test } = await loadMnist({ train: 1500, test: 300 });
const net = tf.sequential({ layers: [
  tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3, strides: 2, activation: 'relu' }),
  tf.layers.flatten(),
  tf.layers.dense({ units: 10, activation: 'softmax' }),
] });
net.compile({ optimizer: tfOptimizer('Adam', { learningRate: 0.003 }), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
const history = await fit(net, train.tensors(), { epochs: 10, batchSize: 16, validationData: test.tensors(), title: 'Handwritten digits' });`,
  `const grid = Array.from({ length: 21 }, (_, i) => i / 10 - 1);
const heights = grid.map((y) => grid.map((x) => x * x + 4 * y * y));
showFigure(surfaceFigure(grid, grid, heights, { title: 'A bowl', still: lineChart({ bowl: heights[0] }, { title: 'One edge' }) }));`,
];

/** How long the lines of a colour are in a chart, in pixels. */
function lengthOf(page: Page, selector: string, color: string): Promise<number> {
  return page
    .locator(`${selector} .mark-line path[stroke="${color}"]`)
    .evaluateAll((paths) => (paths as unknown as { getTotalLength(): number }[]).reduce((total, path) => total + path.getTotalLength(), 0));
}

/** Where a page keeps the different pictures that a chart has shown. */
interface Watched {
  states?: Set<string>;
}

/** Looks at a chart from now on, five times a second, in the page itself: the test may be busy elsewhere. */
function watch(page: Page, selector: string): Promise<void> {
  return page.evaluate((place) => {
    const states = new Set<string>();
    (globalThis as Watched).states = states;
    const { document } = globalThis as unknown as { document: { querySelector(s: string): { outerHTML: string } | null } };
    setInterval(() => {
      const chart = document.querySelector(place);
      if (chart) states.add(chart.outerHTML);
    }, 200);
  }, selector);
}

/** Selector of the chart of a cell. */
const chartOf = (cell: number) => `.jp-Notebook .jp-Cell:nth-child(${cell + 1} of .jp-Cell) .jp-OutputArea svg.marks`;
const colors = { Adam: '#0b45a8', SGD: '#c93e00', RMSprop: '#1e7f60', train: '#0b45a8', validation: '#c93e00' };

describe('the lab in a browser', () => {
  let lab: Lab | undefined;
  let browser: Browser | undefined;
  let page: Page;

  before(async function () {
    this.timeout(240_000);
    needsChromium(this);
    lab = await startLab({ 'lab.ipynb': cells });
    browser = await startBrowser();
    // High enough that no output is put off until it is scrolled to.
    page = await browser.newPage({ viewport: { width: 1280, height: 4200 } });
    page.setDefaultTimeout(120_000);
    await openNotebook(page, lab.url('lab.ipynb'));
    await watch(page, chartOf(4));
    // anywidget gives a widget two seconds to start, which a page that is busy with Plotly and a training can miss: it goes first.
    await command(page, 'notebook:run-cell-and-select-next');
    await command(page, 'notebook:run-cell-and-select-next');
    await page.locator('.lab-picture .mark-line path').first().waitFor();
    await page.waitForTimeout(2500);
    await command(page, 'notebook:run-all-below');
  });

  after(async function () {
    this.timeout(30_000);
    await browser?.close();
    await lab?.stop();
  });

  /** Waits until the lines of a colour are as long as wanted. @returns how long they are */
  async function drawnLength(chart: number, color: string, wanted: (length: number) => boolean): Promise<number> {
    const length = await until(() => lengthOf(page, chartOf(chart), color), wanted);
    assert.ok(wanted(length), `the lines in ${color} of cell ${chart} have ${length} px`);
    return length;
  }

  it('draws a chart: both lines in their colours, and their names', async () => {
    await page.locator(chartOf(2)).waitFor();
    for (const color of [colors.Adam, colors.SGD]) await drawnLength(2, color, (length) => length > 500);
  }).timeout(180_000);

  it('moves a precomputed curve with its slider, with no help of the kernel', async () => {
    const slider = page.locator('.vega-bind input[type=range]').first();
    await slider.waitFor();
    const before = await drawnLength(3, colors.RMSprop, (length) => length > 500);
    await slider.evaluate((input) => {
      const range = input as unknown as { value: string; dispatchEvent(event: Event): boolean };
      range.value = '0';
      range.dispatchEvent(new Event('input'));
    });
    // A flat line is shorter.
    await drawnLength(3, colors.RMSprop, (length) => length > 500 && length < 0.8 * before);
  }).timeout(150_000);

  it('keys on a chart’s control are the control’s: no cell is selected, cut or folded by them', async () => {
    const slider = page.locator('.vega-bind input[type=range]').first();
    const active = () =>
      page.evaluate<number>(
        "[...document.querySelectorAll('.jp-Notebook .jp-Cell')].findIndex((cell) => cell.classList.contains('jp-mod-active'))",
      );
    await page.locator('.jp-Notebook .jp-Cell .jp-InputPrompt').nth(3).click();
    assert.equal(await active(), 3);
    const cellCount = await page.locator('.jp-Notebook .jp-Cell').count();
    await slider.focus();
    const values: string[] = [];
    for (const key of ['Home', 'ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowLeft', 'x']) {
      await page.keyboard.press(key);
      values.push(await slider.inputValue());
    }
    assert.deepEqual(values, ['0', '0.25', '0.5', '0.25', '0', '0']);
    assert.equal(await active(), 3);
    assert.equal(await page.locator('.jp-Notebook .jp-Cell').count(), cellCount);
    // In another cell the keys are the notebook's, as ever.
    await page.locator('.jp-Notebook .jp-Cell .jp-InputPrompt').nth(2).click();
    assert.equal(await active(), 2);
    await page.keyboard.press('ArrowUp');
    assert.equal(await active(), 1);
  }).timeout(150_000);

  it('draws the surface: Plotly paints on its WebGL canvas', async () => {
    const plot = page.locator('.js-plotly-plot .gl-container canvas').first();
    await plot.waitFor();
    const shades = async () => {
      const { default: sharp } = await import('sharp');
      const { data, info } = await sharp(await page.locator('.js-plotly-plot').first().screenshot())
        .raw()
        .toBuffer({ resolveWithObject: true });
      const seen = new Set<number>();
      for (let i = 0; i < data.length; i += info.channels)
        if (data[i + 2]! - data[i]! > 40) seen.add((data[i]! >> 4) * 256 + (data[i + 2]! >> 4));
      return seen.size;
    };
    let most = 0;
    for (let tries = 0; tries < 20 && most < 12; tries++) {
      most = Math.max(most, await shades());
      await page.waitForTimeout(250);
    }
    assert.ok(most >= 12, `shades of blue on the surface: ${most}`);
  }).timeout(150_000);

  it('draws the curves of a training anew while it runs, in one place', async () => {
    const bar = page.locator('.jp-Notebook progress').last();
    await bar.waitFor();
    for (let tries = 0; tries < 1000 && (await bar.getAttribute('value')) !== (await bar.getAttribute('max')); tries++)
      await page.waitForTimeout(100);
    for (const [color, least] of [
      [colors.train, 500],
      [colors.validation, 300],
    ] as const)
      await drawnLength(4, color, (length) => length > least);
    const states = await page.evaluate(() => (globalThis as Watched).states?.size ?? 0);
    assert.ok(states >= 3, `different pictures of the curves while the training ran: ${states}`);
    assert.equal(await page.locator(chartOf(4)).count(), 1);
  }).timeout(200_000);

  it('interact: the chart follows the slider, by mouse and by keyboard', async () => {
    const slider = page.locator('.lab-control input[type=range]').first();
    const curve = page.locator('.lab-picture .mark-line path').first();
    await curve.waitFor();
    const drawn = (title: string) => page.locator('.lab-picture', { hasText: title }).waitFor();
    // A picture has a ground of its own: in the dark theme its dark text would not be seen.
    const ground = await page
      .locator('.lab-picture svg')
      .first()
      .evaluate((svg) => {
        const styled = globalThis as unknown as { getComputedStyle(element: unknown): { backgroundColor: string } };
        return styled.getComputedStyle(svg).backgroundColor;
      });
    assert.equal(ground, 'rgb(255, 255, 255)');
    const first = await curve.getAttribute('d');
    assert.equal(first!.match(/L/g)?.length, 999);
    await slider.press('ArrowRight');
    await drawn('2.5 waves');
    const second = await curve.getAttribute('d');
    await slider.fill('7');
    await drawn('7 waves');
    const third = await curve.getAttribute('d');
    assert.equal(new Set([first, second, third]).size, 3);
  }).timeout(150_000);

  it('takes the pictures for the README', async () => {
    const wanted = process.env.LECTURE_LAB_SCREENSHOTS === '1';
    const file = wanted ? path.join(root, 'data/screenshots/lab.png') : path.join(root, 'test/browser/screenshots/lab.png');
    await mkdir(path.dirname(file), { recursive: true });
    const news = page.getByRole('button', { name: 'No', exact: true });
    if (await news.isVisible()) await news.click();
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.locator(chartOf(4)).scrollIntoViewIfNeeded();
    await page.waitForTimeout(800);
    const { length } = await page.screenshot({ path: file });
    assert.ok(length > 20_000);
  }).timeout(60_000);
});
