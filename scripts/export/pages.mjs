/** The site's own pages: start, search, errata. Plain HTML, no framework; texts come from the notebooks and from the helpers' data. */
import { readFileSync } from 'node:fs';
import { notebookAddress } from '../lite/address.mjs';

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Text made safe for HTML. */
export const escapeHtml = (/** @type {unknown} */ text) => String(text).replace(/[&<>"']/g, (c) => entities.get(c) ?? c);

/** A title behind the notebook's number; the playground has none. @param {string} name @param {string} title */
export const numbered = (name, title) => (/^\d\d-/.test(name) ? `${name.slice(0, 2)} ${title}` : title);

/** The address of a cell within its notebook's page. */
export const cellAnchor = (/** @type {string | undefined} */ id) => (id ? `#cell-id=${encodeURIComponent(id)}` : '');

/**
 * The bar above every page.
 * @param {string} up relative address of the site's root, such as `../`
 * @param {string} [name] the notebook that the page shows
 * @param {{ lite?: boolean, binder?: string }} [places] whether the site holds the lab that runs in a browser; the address that opens the notebook in Binder
 */
export const navigation = (up, name, { lite = false, binder } = {}) => `<a class="skip" href="#content">Skip to the content</a>
<nav class="lab" aria-label="Site"><ul>
<li><a href="${up}index.html">Lecture lab</a></li>
<li><a href="${up}playground.html">Playground</a></li>
<li><a href="${up}errata.html">Errata</a></li>
<li><a href="${up}search.html">Search</a></li>
${name ? notebookLinks(up, name, lite, binder) : ''}</ul></nav>`;

/** @param {string} up @param {string} name @param {boolean} lite @param {string} [binder] */
function notebookLinks(up, name, lite, binder) {
  const run = `<li><a class="run-here" href="${escapeHtml(`${up}lite/${notebookAddress(name)}`)}">Run it here</a></li>`;
  return [
    ...(lite ? [run] : []),
    ...(binder ? [`<li><a class="binder" href="${binder}">Open in Binder</a></li>`] : []),
    `<li class="own"><a href="${up}slides/${name}.html">Slides of this notebook</a></li>`,
    `<li><a href="${up}downloads/${name}.ipynb" download>Download it</a></li>`,
  ].join('\n');
}

/** A whole page around a body. */
export const page = (/** @type {string} */ title, /** @type {string} */ body, { up = '', scripts = '' } = {}) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · lecture lab</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${up}vendor/katex/katex.min.css">
<link rel="stylesheet" href="${up}vendor/lab.css">
<link rel="stylesheet" href="${up}vendor/site.css">
</head>
<body class="page jp-Notebook">
${navigation(up)}
<main id="content">
${body}
</main>
${scripts}
</body>
</html>
`;

/** The title and the texts of a notebook, read from its cells. */
/** @param {string} file @returns {{ title: string, texts: { index: number, id?: string, heading: string, text: string }[] }} */
export function describeNotebook(file) {
  const notebook = JSON.parse(readFileSync(file, 'utf8'));
  const text = (/** @type {any} */ cell) => (Array.isArray(cell.source) ? cell.source.join('') : cell.source);
  const title = text(notebook.cells.find((/** @type {any} */ cell) => cell.cell_type === 'markdown'))
    .split('\n')[0]
    .replace(/^#+\s*(\d+\s+)?/, '');
  let heading = '';
  const texts = notebook.cells.map((/** @type {any} */ cell, /** @type {number} */ index) => {
    const found = cell.cell_type === 'markdown' ? /^##+\s+(.*)$/m.exec(text(cell))?.[1] : undefined;
    heading = found ?? heading;
    return { index, id: cell.id, heading, text: text(cell) };
  });
  return { title, texts };
}

/** The map from the lecture's slides to notebooks, as the table of notebook 00 has it. @returns {{ section: string, slides: string, name: string }[]} */
export function slideMap(/** @type {string} */ indexFile) {
  const { texts } = describeNotebook(indexFile);
  const rows = texts.flatMap(({ text }) => [...text.matchAll(/^\|([^|]*)\|([^|]*)\|\s*\[[^\]]*\]\(([^)]+)\.ipynb\)\s*\|$/gm)]);
  let section = '';
  return rows.map(([, given = '', slides = '', name = '']) => {
    section = given.trim() || section;
    return { section, slides: slides.trim(), name };
  });
}

/** @param {{ name: string, title: string }[]} notebooks @param {ReturnType<typeof slideMap>} map */
export function indexPage(notebooks, map) {
  const row = (/** @type {{ name: string, title: string }} */ { name, title }) => {
    const place = map.find((entry) => entry.name === name);
    const safe = escapeHtml(title);
    return `<tr><td data-label="Section">${escapeHtml(place?.section ?? 'all')}</td><td data-label="Slides">${escapeHtml(place?.slides ?? 'all')}</td>
<th scope="row"><a href="notebooks/${name}.html">${numbered(name, safe)}</a></th>
<td><a href="slides/${name}.html" aria-label="Slides of ${safe}">slides</a></td>
<td><a href="downloads/${name}.ipynb" download aria-label="Download the notebook ${safe}">notebook</a></td></tr>`;
  };
  const index = notebooks.find(({ name }) => name.startsWith('00-'));
  return page(
    'Start',
    `<h1>Activation Functions, Optimizers and Transfer Learning</h1>
<p>Every notebook of the lecture, executed. The charts are live: hover for values, move a slider where there is one. The downloads hold no outputs and run in the lab.</p>
${index ? `<p>Looking for a slide? <a href="notebooks/${index.name}.html#cell-id=index-map-1">The map, page by page</a>, leads from each page of the slides to the cells that show it.</p>` : ''}
<p>Would you rather play first? In the <a href="playground.html">playground</a> a small network learns while you watch, with every activation and optimizer of the lecture.</p>
<table class="index"><caption>Notebooks by slide</caption>
<thead><tr><th scope="col">Section</th><th scope="col">Slides of the lecture</th><th scope="col">Notebook</th><th scope="col">Deck</th><th scope="col">Download</th></tr></thead>
<tbody>${notebooks.map(row).join('\n')}</tbody></table>`,
  );
}

/**
 * @param {{ kind: string, section: number, slide: string, right: string, why: string, notebook: string, link: string }[]} errata `link`: address from
 *   the site's root
 * @param {Record<string, { title: string, right: string, about: string }>} kinds title and texts of each kind, in order
 */
export function errataPage(errata, kinds) {
  const tables = Object.entries(kinds).map(([kind, { title, right, about }]) => {
    const list = errata.filter((erratum) => erratum.kind === kind);
    if (list.length === 0) return '';
    return `<h2>${escapeHtml(title)}</h2>
<p>${escapeHtml(about)}</p>
<table class="errata"><caption>${escapeHtml(title)}: ${list.length}</caption>
<thead><tr><th scope="col">Section</th><th scope="col">The slide says</th><th scope="col">${escapeHtml(sentence(right))}</th><th scope="col">Why</th><th scope="col">Shown in</th></tr></thead>
<tbody>${list.map((erratum) => errataRow(erratum, sentence(right))).join('\n')}</tbody></table>`;
  });
  return page(
    'Errata',
    `<h1>Remarks on the slides</h1>
<p>These remarks come from computing every figure of the slides again. The cell that the last column leads to shows the calculation. Only the first table
lists mistakes.</p>
${tables.join('\n')}`,
    { scripts: formulaScripts },
  );
}

const sentence = (/** @type {string} */ text) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** @typedef {{ section: number, slide: string, right: string, why: string, notebook: string, link: string, typeset?: (text: string) => string }} ErrataRow */

const errataRow = (
  /** @type {ErrataRow} */ { section, slide, right, why, notebook, link, typeset = escapeHtml },
  /** @type {string} */ heading,
) =>
  `<tr><td data-label="Section">${section}</td><td data-label="The slide says">${typeset(slide)}</td><td data-label="${escapeHtml(heading)}">${typeset(right)}</td><td data-label="Why">${typeset(why)}</td><td data-label="Shown in"><a href="${link}">${escapeHtml(notebook)}</a></td></tr>`;

const formulaScripts = `<script src="vendor/katex/katex.min.js"></script>
<script src="vendor/katex/auto-render.min.js"></script>
<script>for (const cell of document.querySelectorAll('td')) renderMathInElement(cell, { delimiters: [{ left: '$', right: '$', display: false }], throwOnError: false });</script>`;

export function searchPage(/** @type {object[]} */ documents) {
  const index = JSON.stringify(documents).replace(/</g, '\\u003c');
  return page(
    'Search',
    `<h1>Search</h1>
<form role="search" onsubmit="return false"><label for="query">Words in the notebooks</label> <input id="query" type="search" autocomplete="off"></form>
<p id="count" role="status"></p>
<ul id="hits" class="hits"></ul>`,
    {
      scripts: `<script src="vendor/katex/katex.min.js"></script>
<script src="vendor/katex/auto-render.min.js"></script>
<script src="vendor/minisearch.js"></script>
<script type="application/json" id="documents">${index}</script>
<script src="vendor/search.js"></script>`,
    },
  );
}
