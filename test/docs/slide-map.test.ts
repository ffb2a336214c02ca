/** Notebook 00 maps every page of the slides to cells, and headings name their pages: both are made from docs/COVERAGE.md. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { coverageRows, placesByPage, readNotebooks } from '../../scripts/slide-map/map.mjs';
import { slidePages } from '../../scripts/slide-map/pages.mjs';
import { mapTable, pagesLine, tableSections, withPages } from '../../scripts/slide-map/tables.mjs';
import { madeCells } from '../../scripts/slide-map/write.mjs';
import { notebooksIn, readNotebook, text } from '../support/notebook-files.js';

const notebooks = new Map(notebooksIn('notebooks/lecture').map((file) => [path.basename(file), readNotebook(file)]));

describe('the map of the slides', () => {
  it('has every page from the title to the bibliography once, in order', () => {
    const numbers = tableSections.flatMap((section) =>
      [...mapTable(section, readNotebooks()).matchAll(/^\| (\d+) \|/gm)].map(([, page]) => Number(page)),
    );
    assert.deepEqual(
      numbers,
      slidePages.map(({ page }) => page),
    );
    assert.equal(numbers.length, 33);
  });

  it('shows each page in a cell at least, and names no page that is not there', () => {
    for (const [page, places] of placesByPage(readNotebooks())) assert.ok(places.length > 0, `page ${page}`);
    const known = slidePages.map(({ page }) => page);
    for (const { pages, line } of coverageRows()) for (const page of pages) assert.ok(known.includes(page), `${line}: page ${page}`);
  });

  it('has no table that is too long for a slide of a deck', () => {
    for (const section of tableSections) {
      const [heading, ...tables] = mapTable(section, readNotebooks()).split('\n\n');
      assert.match(heading!, /^### /);
      assert.ok(tables.length > 0);
      for (const table of tables) {
        assert.match(table, /^\| page \| title of the slide \| shown in \|\n\|---:\|---\|---\|\n/);
        assert.ok(table.split('](').length - 1 <= 28, `section ${section}`);
      }
    }
  });

  it('is in the notebooks as docs/COVERAGE.md has it now: else run npm run docs', () => {
    for (const [file, cells] of madeCells()) {
      const { cells: own } = notebooks.get(file)!;
      for (const [id, source] of cells) {
        const cell = own.find((one) => one.id === id);
        assert.ok(cell, `${file} has no cell ${id}`);
        assert.equal(text(cell), source.join(''), `${file}, ${id}`);
      }
    }
  });

  it('leads to cells that JupyterLab, pages and decks show: the sources alone are on no slide', () => {
    const links = tableSections.flatMap((section) => [...mapTable(section, readNotebooks()).matchAll(/\]\(([^)#]+)#cell-id=([^)]+)\)/g)]);
    assert.ok(links.length > 90);
    for (const [, file, id] of links) {
      const cell = notebooks.get(file!)?.cells.find((one) => one.id === decodeURIComponent(id!));
      assert.ok(cell, `${file} has no cell ${id}`);
      if (cell.metadata.slideshow?.slide_type === 'skip') assert.match(text(cell), /^## Sources/, `${file}, ${id}`);
    }
  });

  it('takes a comment in a block of code for no heading', () => {
    const all = [...placesByPage(readNotebooks()).values()].flat();
    for (const { heading } of all) assert.doesNotMatch(heading, /no code on the slide/);
  });
});

describe('the line that names pages under a heading', () => {
  it('joins pages of one title, as a range where they follow each other', () => {
    assert.equal(pagesLine([2, 3, 4]), '*Slides 2–4 "Activation Functions of Neurons".*');
    assert.equal(pagesLine([10, 12]), '*Slides 10, 12 "Exponentially Weighted Averages".*');
    assert.equal(pagesLine([9, 29]), '*Slide 9 "SoftMax Regression"; slide 29 the heuristics of the Dropout paper.*');
  });

  it('takes the place of an older one, and goes where the pages have gone', () => {
    const first = withPages(['## A\n', '\n', 'Text.'], [9]);
    assert.equal(first.join(''), '## A\n\n*Slide 9 "SoftMax Regression".*\n\nText.');
    assert.deepEqual(withPages(first, [9]), first);
    assert.equal(withPages(first, []).join(''), '## A\n\nText.');
    assert.equal(withPages(['## A'], []).join(''), '## A');
  });
});
