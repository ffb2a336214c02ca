/** Charts in a notebook that is narrower than they are. */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { until } from '../support/eventually.js';
import { saysOnHover } from './hover.js';
import { cellsOf, command, type Lab, needsChromium, openNotebook, shot, startBrowser, startLab } from './jupyter-lab.js';

const cells = [
  `import { interact, lineChart, liveChart, showChart, sliderChart } from 'kernel-helpers';
const wave = (k: number) => Array.from({ length: 60 }, (_, i) => 10 * Math.sin(i / k));`,
  `const live = liveChart({ every: 0 });
for (const k of [5, 6, 7]) { live.update(() => lineChart({ Adam: wave(k), SGD: wave(k + 9) }, { title: 'Loss', xLabel: 'step', yLabel: 'loss' })); }
live.end();`,
  `interact({ waves: { min: 1, max: 9, step: 1, value: 2 } }, ({ waves }) => lineChart({ Adam: wave(waves) }, { title: 'Waves' }));`,
  `showChart(sliderChart({ name: 'β', values: [0, 0.25, 0.5] }, (b) => ({ EWA: wave(4 + b) }), { title: 'Slide' }));`,
];

/** Of each picture: the width of its output and its own, and how much of the notebook's parts around it would have to be scrolled, or is cut. */
const measured = `[...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea :is(svg.marks, .lab-picture svg)')].map((svg) => {
  let hidden = 0;
  for (let box = svg.parentElement; !box.matches('.jp-Notebook'); box = box.parentElement) hidden = Math.max(hidden, box.scrollWidth - box.clientWidth);
  const { width, height } = svg.getBoundingClientRect();
  return { hidden, room: svg.closest('.jp-OutputArea').clientWidth, width, ratio: height / width };
})`;

/** The prompt stands beside the output of a wide notebook, and the chart's menu beside the chart. */
const leastWidth = (room: number): number => Math.min(800, room - 125);

interface Picture {
  hidden: number;
  room: number;
  width: number;
  ratio: number;
}

describe('charts follow the width of the notebook', function () {
  this.timeout(180_000);
  let lab: Lab | undefined;
  let browser: Browser | undefined;
  let page: Page;
  const { cell, run, ended } = cellsOf(() => page);

  before(async function () {
    needsChromium(this);
    lab = await startLab({ 'narrow.ipynb': cells });
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 2200 } });
    page.setDefaultTimeout(60_000);
    await openNotebook(page, lab.url('narrow.ipynb'));
    await command(page, 'application:toggle-left-area');
    for (let i = 0; i < cells.length; i++) {
      await run(i);
      await ended(i);
    }
    for (const i of [1, 2, 3]) await cell(i).locator('svg .mark-line path').first().waitFor();
  });
  after(async () => {
    await browser?.close();
    await lab?.stop();
  });

  /** The pictures in a window of this width, when they fill it and rest: twice the same, a second apart. */
  async function picturesAt(width: number): Promise<Picture[]> {
    await page.setViewportSize({ width, height: 2200 });
    let last: Picture[] = [];
    const rests = (now: Picture[]) => {
      const before = last;
      last = now;
      return isDeepStrictEqual(now, before) && now.every(({ hidden, room, width: drawn }) => hidden <= 1 && drawn > leastWidth(room));
    };
    const read = async () => {
      await page.waitForTimeout(1000);
      return page.evaluate<Picture[]>(measured);
    };
    return until(read, rests, 30);
  }

  for (const theme of ['Light', 'Dark']) {
    it(`with no scrollbar, and in its own proportions; JupyterLab ${theme}`, async () => {
      await page.evaluate(`jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab ${theme}' })`);
      const ratios: number[][] = [];
      for (const width of [1280, 1000, 600, 500]) {
        const pictures = await picturesAt(width);
        await shot(page, `narrow-${theme}-${width}`);
        assert.equal(pictures.length, 3);
        for (const { hidden, room, width: drawn } of pictures) {
          assert.ok(hidden <= 1, `${hidden} px are hidden at ${width} px`);
          assert.ok(drawn > leastWidth(room), `at ${width} px a chart of ${drawn} px in an output of ${room} px`);
        }
        ratios.push(pictures.map(({ ratio }) => ratio));
      }
      const changes = ratios.flatMap((row) => row.map((ratio, i) => Math.abs(ratio - ratios[0]![i]!)));
      assert.ok(Math.max(...changes) < 0.01, `the ratios of height and width: ${ratios.join('; ')}`);
    });
  }

  it('the mouse finds the value under it in a chart that is made smaller', async () => {
    await picturesAt(600);
    const wanted = `line: Adam step: 20 loss: ${(10 * Math.sin(20 / 7)).toPrecision(4)}`;
    const point = cell(1).locator('svg .mark-symbol path').nth(20);
    assert.equal(await saysOnHover(point, '#vg-tooltip-element.visible', /step: 20 /, { force: true }), wanted);
  });
});
