/** The site and its decks as readers and lecturers meet them: from the disk and from a web server, with no kernel and no network. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { errata } from 'kernel-helpers';
import type { Browser } from 'playwright-core';
import { answersOf } from '../../scripts/export/answers.mjs';
import { convert } from '../../scripts/export/convert.mjs';
import { executedCopy, lectureNames } from '../../scripts/export/execute.mjs';
import { site } from '../../scripts/site.mjs';
import { outputCopies } from '../../scripts/slides.mjs';
import { until } from '../support/eventually.js';
import { readNotebook } from '../support/notebook-files.js';
import { saysOnHover } from './hover.js';
import { needsChromium, root, startBrowser } from './jupyter-lab.js';
import { diskUrl, type Reader, reader, serveFolder } from './static-pages.js';

/**
 * Which notebooks the site holds: the first, one with a film and surfaces, and the errata are executed here where need be;
 * the others come along when they are executed already, as they are after the group `notebooks` of `npm test`.
 */
const always = ['00', '06', '19'];
const names = lectureNames().filter((name) => always.includes(name.slice(0, 2)) || existsSync(executedCopy(name)));

interface Fault {
  id: string;
  impact: string;
  help: string;
  nodes: { target: string[]; html: string }[];
}

describe(`the site of ${names.length} of the ${lectureNames().length} notebooks`, function () {
  this.timeout(240_000);
  this.slow(60_000);
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'lab-site-')), 'site');
  const own = ['index.html', 'playground.html', 'errata.html', 'search.html'];
  const pages = names.map((name) => `notebooks/${name}.html`);
  const decks = names.map((name) => `slides/${name}.html`);
  const all = [...own, ...pages, ...decks];
  let browser: Browser | undefined;
  let disk: Reader;

  before(async function () {
    needsChromium(this);
    await site({ out: folder, names, say: () => {} });
    browser = await startBrowser();
    disk = await reader(browser, diskUrl(folder));
  });
  after(async () => {
    await browser?.close();
    rmSync(path.dirname(folder), { recursive: true, force: true });
  });

  /** What a deck's slides are like, with all their steps shown. */
  const slidesThatOverflow = () =>
    disk.page.evaluate<{ count: number; faults: string[] }>(`(() => {
      const faults = [];
      const slides = Reveal.getSlides();
      // Up to three charts of a cell stand together, and with their text.
      const figure = (unit) => unit.querySelector('figure.vega-chart, .js-plotly-plot');
      const figuresOf = (cell) => [...document.querySelectorAll('.slides [data-of]')].filter((unit) => unit.dataset.of === cell && figure(unit));
      for (const slide of slides) {
        const { h, v = 0 } = Reveal.getIndices(slide);
        Reveal.slide(h, v);
        for (const step of slide.querySelectorAll('.fragment')) step.classList.add('visible');
        const where = h + '.' + v + ' “' + slide.textContent.trim().slice(0, 40).replace(/\\s+/g, ' ') + '”';
        const scale = Reveal.getScale();
        const content = slide.querySelector('.slide-content');
        const box = content.getBoundingClientRect();
        if (slide.scrollHeight > 720 || box.bottom > innerHeight - 20 * scale) faults.push(where + ' is too high: ' + Math.round(box.height / scale));
        if (Number(content.style.zoom || 1) < 0.5) faults.push(where + ' is shrunk to ' + content.style.zoom);
        for (const code of content.querySelectorAll('.highlight'))
          if (/^(assert|expectClose|import)\\b/.test(code.textContent)) faults.push(where + ' begins with plumbing');
        if (content.querySelector('.lab-progress')) faults.push(where + ' has a progress bar');
        const paths = /(^|\\s)(~|\\/(home|root|tmp|usr|var|work)|\\.lab)\\/\\S+/.exec(content.innerText);
        if (paths) faults.push(where + ' shows a path of the machine: ' + paths[0]);
        const [first] = content.querySelectorAll('.unit');
        if (/^\\s*What to see/.test(first?.textContent)) faults.push(where + ' parts a text from what it is about');
        for (const text of content.querySelectorAll('.unit .jp-RenderedMarkdown')) {
          if (!/^\\s*What to see/.test(text.textContent)) continue;
          const chart = [...content.querySelectorAll('[data-of]')].findLast((unit) => figure(unit) && unit.compareDocumentPosition(text) & 4);
          const others = chart ? figuresOf(chart.dataset.of) : [];
          if (others.length <= 3 && others.some((unit) => !content.contains(unit))) faults.push(where + ' parts a text from one of its charts');
        }
        for (const unit of content.querySelectorAll('[data-of]')) {
          const others = figure(unit) ? figuresOf(unit.dataset.of) : [];
          if (others.length <= 3 && others.some((other) => !content.contains(other))) faults.push(where + ' parts the charts of ' + unit.dataset.of);
        }
        if (Math.abs(box.left - (innerWidth - box.right)) > 2) faults.push(where + ' has unlike margins: ' + box.left + ' and ' + (innerWidth - box.right));
        if (content.textContent.trim() === '' && !content.querySelector('img, svg, canvas')) faults.push(where + ' is empty');
        const margins = slide.getBoundingClientRect();
        for (const part of content.querySelectorAll('p, ul, pre, table, svg.marks, img, .katex-display, .js-plotly-plot')) {
          const { left, right, width } = part.getBoundingClientRect();
          const outside = left < margins.left + 19 * scale || right > margins.right - 19 * scale;
          if (width > 0 && outside) faults.push(where + ' has a ' + part.tagName + ' in the margin');
          if (width > 0 && part.scrollWidth > part.clientWidth + 2 && part.tagName === 'PRE') faults.push(where + ' has code that scrolls');
        }
      }
      return { count: slides.length, faults };
    })()`);

  it('opens from the disk: no request leaves the folder, no page complains, no slide overflows, every link leads somewhere; on a telephone no page is wider than the screen', async () => {
    const { page } = disk;
    const usual = page.viewportSize()!;
    const tooWide: string[] = [];
    const ids = new Map<string, Set<string>>();
    const links: { from: string; to: string }[] = [];
    for (const address of all) {
      // A page is loaded on a telephone, and then has a screen as wide as others: what it asks for is the same on both.
      const isPage = !address.startsWith('slides/');
      await page.setViewportSize(isPage ? { width: 390, height: 844 } : usual);
      await disk.open(address);
      const width = isPage ? await page.evaluate<number>('document.documentElement.scrollWidth') : 0;
      if (width > 390) tooWide.push(`${address} is ${width} px wide`);
      await page.setViewportSize(usual);
      const found = await page.evaluate<{ ids: string[]; links: string[] }>(`({
        ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
        links: [...document.querySelectorAll('a[href], link[href]')].map((element) => element.href.baseVal ?? element.href).filter((href) => !href.startsWith('data:')),
      })`);
      ids.set(address, new Set(found.ids));
      for (const to of found.links) links.push({ from: address, to });
      if (address.startsWith('slides/')) {
        const { count, faults } = await slidesThatOverflow();
        assert.ok(count >= 5, `${address} has ${count} slides`);
        assert.deepEqual(faults, [], address);
        const title = disk.page.locator('.slides section').first();
        assert.match((await title.textContent()) ?? '', /Adrian Horzyk, AGH University of Krakow/, address);
      }
    }
    assert.deepEqual(tooWide, []);
    assert.deepEqual(disk.complaints, []);
    const base = diskUrl(folder);
    const broken = links.flatMap(({ from, to }) => {
      if (!to.startsWith(base)) return [`${from} leads out of the site: ${to}`];
      const [file, anchor = ''] = to.slice(base.length).split('#') as [string, string?];
      if (!existsSync(path.join(folder, decodeURIComponent(file)))) return [`${from} leads to ${file}, which is not there`];
      const known = ids.get(file);
      // `#/3` is a slide's number.
      if (anchor && !anchor.startsWith('/') && known && !known.has(decodeURIComponent(anchor)))
        return [`${from} leads to ${file}#${anchor}, which is not there`];
      return [];
    });
    assert.deepEqual(broken, []);
    assert.ok(links.length > 10 * names.length);
  });

  it('a deck opens at a cell, also where the cell comes with a step', async () => {
    const name = names.find((each) => each.startsWith('06'))!;
    for (const id of ['n05-09', 'n05-10']) {
      await disk.page.goto('about:blank');
      await disk.open(`slides/${name}.html#cell-id=${id}`);
      await disk.page.locator('.slides section.present .slide-content', { hasText: 'multiplies the step by ten' }).first().waitFor();
      assert.equal(await disk.page.locator(`[id="cell-id=${id}"]`).isVisible(), true, id);
      // A step fades in.
      await disk.page.waitForFunction(`getComputedStyle(document.getElementById('cell-id=${id}')).opacity === '1'`);
    }
  });

  it('opens from a plain web server just as well', async () => {
    const server = await serveFolder(folder);
    const online = await reader(browser!, server.url);
    try {
      for (const address of [...own, pages[0]!, decks[0]!]) await online.open(address);
      assert.equal((await online.page.locator('.reveal .slides section').count()) > 5, true);
      assert.deepEqual(online.complaints, []);
    } finally {
      await online.context.close();
      await server.stop();
    }
  });

  it('“Run it here” leads from each page, and from each cell with a control, to that cell in the lab that runs in the browser', async () => {
    const server = await serveFolder(folder);
    const online = await reader(browser!, server.url);
    try {
      const name = names.find((one) => one.startsWith('06'))!;
      const cells = new Set(readNotebook(path.join(folder, 'lite/files', `${name}.ipynb`)).cells.map(({ id }) => id));
      await online.open(`notebooks/${name}.html`);
      const places = await online.page
        .locator('a.run-here, a.run-cell')
        .evaluateAll((links) => links.map((a) => (a as unknown as { href: string }).href));
      const [whole, ...ofCells] = places.map((place) => new URL(place));
      assert.ok(ofCells.length >= 2, `${ofCells.length} cells have a link`);
      for (const { pathname, search, hash } of [whole!, ...ofCells]) {
        assert.ok(existsSync(path.join(folder, pathname)), pathname);
        assert.equal(search, `?workspace=${name}&path=${name}.ipynb`);
        assert.ok(hash === '' || cells.has(decodeURIComponent(hash.replace('#cell-id=', ''))), hash);
      }
      await disk.open(`notebooks/${name}.html`); // from the disk a browser runs no worker
      assert.equal(await disk.page.locator('a.run-here, a.run-cell').count(), 0);
    } finally {
      await online.context.close();
      await server.stop();
    }
  });

  it('axe finds no serious fault on the site’s own pages, a lecture page and a deck', async () => {
    const axe = readFileSync(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
    for (const colorScheme of ['light', 'dark'] as const) {
      await disk.page.emulateMedia({ colorScheme });
      for (const address of [...own, pages[0]!, ...(colorScheme === 'light' ? [decks[0]!] : [])]) {
        await disk.open(address);
        await disk.page.evaluate(axe);
        const faults = await disk.page.evaluate<Fault[]>('axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations)');
        const serious = faults.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        assert.deepEqual(
          serious.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length}) ${nodes[0]!.html.slice(0, 150)}`),
          [],
          `${address}, ${colorScheme}`,
        );
      }
    }
    await disk.page.emulateMedia({ colorScheme: null });
  });

  /** The path of the longest line of the first chart that has a slider. */
  const longestLine = () =>
    disk.page.evaluate<string>(`[...document.querySelector('.vega-bind input[type=range]').closest('.vega-embed').querySelectorAll('.mark-line path')]
      .map((path) => path.getAttribute('d') ?? '').sort((a, b) => b.length - a.length)[0]`);
  const move = (value: string) =>
    disk.page.evaluate(`(() => {
      const input = document.querySelector('.vega-bind input[type=range]');
      input.value = ${JSON.stringify(value)};
      input.dispatchEvent(new Event('input'));
    })()`);

  for (const [what, list] of [
    ['page', pages],
    ['deck', decks],
  ] as const) {
    it(`a slider on a ${what} moves its curve with no kernel`, async () => {
      await disk.open(list[0]!);
      const first = await longestLine();
      await move('0');
      const second = await until(longestLine, (line) => line !== first);
      assert.ok(first.length > 200 && second.length > 200);
      assert.notEqual(first, second);
      assert.match(
        await disk.page
          .locator('.vega-embed', { has: disk.page.locator('.vega-bind') })
          .first()
          .innerText(),
        /β = 0(?!\.)/,
      );
    });
  }

  it('where a guess comes first, a deck counts what the class says', async () => {
    await disk.open(`slides/${names.find((name) => name.startsWith('06'))}.html`);
    await disk.page.evaluate(`(() => {
      const { h, v } = Reveal.getIndices(document.querySelector('.lab-predict').closest('section'));
      Reveal.slide(h, v);
      for (const step of document.querySelectorAll('.present .fragment')) step.classList.add('visible');
    })()`);
    const box = disk.page.locator('.present .lab-predict');
    for (const guess of ['0.9', '0.47', '0.9']) await box.getByRole('button', { name: guess, exact: true }).click();
    assert.deepEqual(await box.locator('.tally li').allInnerTexts(), ['0.9: 2', '0.47: 1']);
  });

  it('the lecturer’s edition shows each model answer behind its exercise, and the deck has it among the notes', async () => {
    const name = names.find((each) => each.startsWith('06'))!;
    const answers = answersOf(name);
    const common = { notebook: executedCopy(name), vendor: '../vendor', answers };
    const [page, deck] = [path.join(folder, 'notebooks/lecturer.html'), path.join(folder, 'slides/lecturer.html')];
    await convert([
      { ...common, kind: 'page', out: page },
      { ...common, kind: 'deck', out: deck },
    ]);
    await disk.open('notebooks/lecturer.html');
    assert.equal(await disk.page.getByText('Model answer', { exact: true }).count(), Object.keys(answers).length);
    const notes = readFileSync(deck, 'utf8').split('<aside class="notes">').slice(1);
    assert.ok(notes.some((note) => note.includes('momentum replaces the ratio of the curvatures')));
    for (const file of ['notebooks', 'slides']) {
      assert.ok(!readFileSync(path.join(folder, file, `${name}.html`), 'utf8').includes('momentum replaces the ratio'), file);
    }
    rmSync(page);
    rmSync(deck);
  });

  it('copies with outputs hold a picture for every chart, and the notebook’s own cells', async () => {
    const out = path.join(path.dirname(folder), 'live');
    const [copy = ''] = await outputCopies({ names: ['06'], out, say: () => {} });
    const { cells } = readNotebook(copy);
    const own = readNotebook(path.join(root, 'notebooks/lecture', path.basename(copy))).cells;
    assert.deepEqual(
      cells.map(({ id, source }) => [id, source]),
      own.map(({ id, source }) => [id, source]),
    );
    const drawn = cells.filter((cell) => JSON.stringify(cell.outputs ?? []).includes('image/svg+xml'));
    assert.ok(drawn.length >= 10, `${drawn.length} cells with a picture`);
  });

  it('hovering a chart says the value', async () => {
    await disk.open(pages[0]!);
    const mark = disk.page.locator('.vega-embed .mark-symbol path').nth(20);
    await mark.scrollIntoViewIfNeeded();
    assert.match(await saysOnHover(mark, '#vg-tooltip-element.visible', /\d/, { force: true }), /\d/);
  });

  it('the animation of a race plays on its page', async () => {
    await disk.open(`notebooks/${names.find((name) => name.startsWith('06'))}.html`);
    const embed = disk.page.locator('.vega-embed', { has: disk.page.locator('input[type=checkbox]') }).first();
    const slider = embed.locator('input[type=range]');
    await slider.fill('0');
    await embed.locator('input[type=checkbox]').check();
    for (let tries = 0; Number(await slider.inputValue()) < 3; tries++) {
      assert.ok(tries < 100, 'the step does not move');
      await disk.page.waitForTimeout(100);
    }
  });

  it('search finds a word and leads to its cell', async () => {
    await disk.open('search.html');
    const before = disk.complaints.length;
    await disk.page.getByLabel('Words in the notebooks').fill('momentum');
    const hits = disk.page.locator('#hits a');
    await hits.first().waitFor();
    assert.match(await disk.page.locator('#count').innerText(), /^\d+ places found(, the best 40 are shown)?$/);
    const href = (await hits.first().getAttribute('href'))!;
    await hits.first().click();
    await disk.page.waitForSelector('body[data-ready="true"]', { state: 'attached' });
    const anchor = href.split('#')[1]!;
    assert.match((await disk.page.locator(`[id="${decodeURIComponent(anchor)}"]`).innerText()).toLowerCase(), /momentum/);
    await disk.open('search.html');
    await disk.page.getByLabel('Words in the notebooks').fill('zzqqxyzzy');
    assert.equal(await disk.page.locator('#count').innerText(), '0 places found');
    assert.deepEqual(disk.complaints.slice(before), []);
  });

  it('a page has its contents, the pages before and after it, and a copy of each piece of code', async () => {
    await disk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await disk.open(pages[1]!);
    const { page } = disk;
    await page.locator('details.contents summary').click();
    const entry = page.locator('details.contents a').nth(2);
    await entry.click();
    const heading = page.locator(`[id="${decodeURIComponent(new URL(page.url()).hash.slice(1))}"]`);
    assert.equal((await heading.innerText()).trim(), (await entry.innerText()).trim());
    assert.equal(await page.locator('nav.foot a[rel=prev]').getAttribute('href'), `${names[0]}.html`);
    assert.equal(await page.locator('nav.foot a[rel=next]').getAttribute('href'), `${names[2]}.html`);
    const code = page.locator('.jp-CodeCell .highlight').first();
    assert.equal(await code.isVisible(), false, 'the imports are folded');
    await page.locator('details.folded summary', { hasText: 'Imports' }).first().click();
    await code.hover();
    await code.getByRole('button', { name: 'Copy this code' }).click();
    await code.getByText('Copied', { exact: true }).waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    const first = readNotebook(path.join(root, 'notebooks/lecture', `${names[1]}.ipynb`)).cells.find(
      ({ cell_type }) => cell_type === 'code',
    );
    assert.equal(copied.trim(), [first?.source ?? ''].flat().join('').trim());
  });

  it('every erratum is in the table; every download is the notebook without outputs', async () => {
    await disk.open('errata.html');
    assert.equal(await disk.page.locator('table.errata tbody tr').count(), errata.length);
    const downloads = readdirSync(path.join(folder, 'downloads'));
    assert.deepEqual(
      downloads,
      lectureNames().map((name) => `${name}.ipynb`),
    );
    for (const name of downloads) {
      const { cells } = JSON.parse(readFileSync(path.join(folder, 'downloads', name), 'utf8')) as { cells: { outputs?: unknown[] }[] };
      assert.deepEqual(
        cells.flatMap((cell) => cell.outputs ?? []),
        [],
        name,
      );
    }
  });

  it('S opens the speaker’s view with the notes of the slide', async () => {
    const [note = assert.fail('the first notebook has no notes')] = notesOf(names[0]!);
    await disk.open(decks[0]!);
    await disk.page.evaluate(`(() => {
      const { h, v } = Reveal.getIndices(document.querySelector('aside.notes').closest('section'));
      Reveal.slide(h, v);
    })()`);
    const popup = disk.context.waitForEvent('page');
    await disk.page.keyboard.press('s');
    const view = await popup;
    await view.locator('.speaker-controls-notes .value', { hasText: note.slice(0, 40) }).waitFor();
    assert.equal(await disk.page.locator('aside.notes').first().isVisible(), false);
    await view.close();
  });

  it('speakers’ notes stand in no page, no search and no download', () => {
    const noted = names.flatMap((name) => notesOf(name).map((note) => ({ name, start: note.slice(0, 40) })));
    assert.ok(noted.length >= 3);
    for (const { name, start } of noted) {
      const shown = [`notebooks/${name}.html`, 'search.html', `downloads/${name}.ipynb`];
      for (const file of shown) assert.ok(!readFileSync(path.join(folder, file), 'utf8').includes(start), `${file}: ${start}`);
    }
    for (const name of new Set(noted.map((note) => note.name))) {
      assert.ok(readFileSync(path.join(folder, `slides/${name}.html`), 'utf8').includes('<aside class="notes">'), name);
    }
  });
});

/** The notes for the speaker in a notebook of the lecture. */
const notesOf = (name: string): string[] =>
  readNotebook(path.join(root, 'notebooks/lecture', `${name}.ipynb`)).cells.flatMap((cell) => cell.metadata.lecture_lab?.notes ?? []);
