/** The map of the slides as notebook 00 shows it, and the lines under headings that name pages of the slides. */
import { headingOf, placesByPage } from './map.mjs';
import { sectionNames, slidePages } from './pages.mjs';

/** @typedef {import('./map.mjs').Notebook} Notebook */
/** @typedef {import('./map.mjs').Place} Place */

/** Headings that contain listed cells, but are not sections of the lecture. */
const apart = /^(Exercises?|Summary|Try it|Sources|.*\bYour turn)\b/;

/** A heading may contain characters that have a meaning in a table or a link. */
const inTable = (/** @type {string} */ text) => text.replace(/\|/g, '&#124;').replace(/[[\]]/g, (c) => `&#${c.charCodeAt(0)};`);

/** `[03 Which answer is to be trusted?](03-softmax.ipynb#cell-id=02-13)` */
function link(/** @type {Place} */ { file, id, heading }) {
  const number = file.slice(0, 2);
  const text = heading.startsWith(`${number} `) ? heading : `${number} ${heading}`;
  return `[${inTable(text)}](${file}#cell-id=${encodeURIComponent(id)})`;
}

/** The id of the cell of notebook 00 with the table of a section. */
export const tableId = (/** @type {number} */ section) => `index-map-${section}`;

/** The sections with a table. The title is in the first table, the bibliography in the last. */
export const tableSections = [1, 2, 3, 4, 5, 6, 7];

/**
 * The Markdown of a section's cell: each page of the slides with the places that show it.
 * @param {number} section 1 to 7 @param {readonly Notebook[]} notebooks
 */
export function mapTable(section, notebooks) {
  const places = placesByPage(notebooks);
  const near = [section, ...(section === 1 ? [0] : []), ...(section === 7 ? [8] : [])];
  const rows = slidePages
    .filter((entry) => near.includes(entry.section))
    .map(({ page, title }) => ({ page, title, links: (places.get(page) ?? []).map(link) }));
  const tables = inTables(rows).map((part) => [
    '',
    '| page | title of the slide | shown in |',
    '|---:|---|---|',
    ...part.map(({ page, title, links }) => `| ${page} | ${inTable(title)} | ${links.join('<br>')} |`),
  ]);
  return [`### ${section} ${sectionNames[section]}, page by page`, ...tables.flat()].join('\n');
}

/** So many links of one table can be read on a slide of a deck. */
const linksOfTable = 28;

/**
 * Rows cut into tables that fit on a slide; a row stays whole.
 * @template {{ links: readonly string[] }} Row
 * @param {readonly Row[]} rows @returns {Row[][]}
 */
function inTables(rows) {
  /** @type {Row[][]} */
  const tables = [];
  let count = Infinity;
  for (const row of rows) {
    count += row.links.length;
    if (count > linksOfTable) {
      tables.push([]);
      count = row.links.length;
    }
    tables.at(-1)?.push(row);
  }
  return tables;
}

/** `*Slides 2–4 "Activation Functions of Neurons"; slide 9 "SoftMax Regression".*` @param {readonly number[]} pages */
export function pagesLine(pages) {
  /** @type {{ title: string, pages: number[] }[]} */
  const groups = [];
  for (const page of pages) {
    const title = slidePages.find((entry) => entry.page === page)?.title ?? '';
    const last = groups.at(-1);
    if (last?.title === title) last.pages.push(page);
    else groups.push({ title, pages: [page] });
  }
  const words = groups.map(({ title, pages: own }) => {
    const named = title.startsWith('[') ? title.slice(1, -1) : `"${title}"`;
    const run = own.length > 2 && own.every((page, i) => page === Number(own[0]) + i);
    return `${own.length === 1 ? 'slide' : 'slides'} ${run ? `${own[0]}–${own.at(-1)}` : own.join(', ')} ${named}`;
  });
  const text = words.join('; ');
  return `*${text.slice(0, 1).toUpperCase()}${text.slice(1)}.*`;
}

const generated = /^\*Slides? \d+.*\.\*$/;

/**
 * The source of a heading cell with the line that names its pages, in place of its old line.
 * @param {readonly string[]} source @param {readonly number[]} pages none: no line
 * @returns {string[]}
 */
export function withPages(source, pages) {
  const lines = source.join('').split('\n');
  const at = lines.findIndex((line) => /^## /.test(line));
  let next = at + 1;
  while (lines[next] === '' || generated.test(lines[next] ?? '')) next++;
  const body = lines.slice(next);
  const named = pages.length === 0 ? [] : ['', pagesLine(pages)];
  const text = [...lines.slice(0, at + 1), ...named, ...(body.length > 0 ? ['', ...body] : [])].join('\n');
  return text.split(/(?<=\n)/);
}

/**
 * The heading cells of a notebook as they should be.
 * @param {Notebook} notebook @param {readonly Notebook[]} all
 * @returns {Map<string, string[]>} source by the cell's id
 */
export function headingSources(notebook, all) {
  const places = placesByPage(all, 2);
  const pagesOf = (/** @type {string} */ id) =>
    slidePages.map(({ page }) => page).filter((page) => places.get(page)?.some((place) => place.file === notebook.file && place.id === id));
  return new Map(
    notebook.cells
      .filter((cell) => cell.cell_type === 'markdown' && /^## /m.test(cell.source.join('')))
      .map((cell) => [cell.id, withPages(cell.source, apart.test(headingOf(cell, 2) ?? '') ? [] : pagesOf(cell.id))]),
  );
}
