/** The site's own pages: start, search, errata. Plain HTML, no framework; texts come from the notebooks and from the helpers' data. */
import { readFileSync } from 'node:fs';

/** Text made safe for HTML. */
export const escapeHtml = (text) =>
  String(text).replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]);

/** The bar above every page. @param {string} up relative address of the site's root, such as `../` */
export const navigation = (up) => `<a class="skip" href="#content">Skip to the content</a>
<nav class="lab" aria-label="Site"><ul>
<li><a href="${up}index.html">Lecture lab</a></li>
<li><a href="${up}errata.html">Errata</a></li>
<li><a href="${up}search.html">Search</a></li>
</ul></nav>`;

/** A whole page around a body. */
export const page = (title, body, { up = '', scripts = '' } = {}) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · lecture lab</title>
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

/** What the site needs to know of a notebook, read from its own cells. */
export function describeNotebook(file) {
  const notebook = JSON.parse(readFileSync(file, 'utf8'));
  const text = (cell) => (Array.isArray(cell.source) ? cell.source.join('') : cell.source);
  const markdown = notebook.cells.filter((cell) => cell.cell_type === 'markdown').map(text);
  const title = markdown[0].split('\n')[0].replace(/^#+\s*/, '');
  const slides = /slides?[^\n]*?:?\s*([^\n]+)/i.exec(markdown[0])?.[0]?.replace(/[*_]/g, '') ?? '';
  const headings = markdown.flatMap((cell) => [...cell.matchAll(/^#{2,3}\s+(.+)$/gm)].map((match) => match[1]));
  return {
    title,
    slides,
    headings,
    texts: notebook.cells.map((cell, index) => ({ index, kind: cell.cell_type, id: cell.id, text: text(cell) })),
  };
}

export function indexPage(notebooks) {
  const rows = notebooks
    .map(
      ({
        name,
        title,
        slides,
      }) => `<tr><th scope="row"><a href="notebooks/${name}.html">${escapeHtml(title)}</a></th><td>${escapeHtml(slides)}</td>
<td><a href="slides/${name}.html" aria-label="Slides of ${escapeHtml(title)}">slides</a></td>
<td><a href="downloads/${name}.ipynb" download aria-label="Download the notebook ${escapeHtml(title)}">notebook</a></td></tr>`,
    )
    .join('\n');
  return page(
    'Start',
    `<h1>Activation Functions, Optimizers and Transfer Learning</h1>
<p>Every notebook of the lecture, executed. The charts are live: hover for values, move a slider where there is one. The downloads hold no outputs and run in the lab.</p>
<table class="index"><caption>Notebooks by section of the lecture</caption>
<thead><tr><th scope="col">Notebook</th><th scope="col">Slides covered</th><th scope="col">Deck</th><th scope="col">Download</th></tr></thead>
<tbody>${rows}</tbody></table>`,
  );
}

export function errataPage(errata) {
  const rows = errata
    .map(
      ({ section, slide, right, why, notebook }) =>
        `<tr><td>${section}</td><td>${escapeHtml(slide)}</td><td>${escapeHtml(right)}</td><td>${escapeHtml(why)}</td><td><a href="notebooks/${notebook}.html">${escapeHtml(notebook)}</a></td></tr>`,
    )
    .join('\n');
  return page(
    'Errata',
    `<h1>Errata of the slides</h1>
<p>Each row was found by calculation; the notebook named in the last column shows it.</p>
<table class="errata"><caption>${errata.length} errata</caption>
<thead><tr><th scope="col">Section</th><th scope="col">The slide says</th><th scope="col">Right is</th><th scope="col">Why</th><th scope="col">Shown in</th></tr></thead>
<tbody>${rows}</tbody></table>`,
    { scripts: formulaScripts },
  );
}

const formulaScripts = `<script src="vendor/katex/katex.min.js"></script>
<script src="vendor/katex/auto-render.min.js"></script>
<script>for (const cell of document.querySelectorAll('td')) renderMathInElement(cell, { delimiters: [{ left: '$', right: '$', display: false }], throwOnError: false });</script>`;

export function searchPage(documents) {
  const index = JSON.stringify(documents).replace(/</g, '\\u003c');
  return page(
    'Search',
    `<h1>Search</h1>
<form role="search" onsubmit="return false"><label for="query">Words in the notebooks</label> <input id="query" type="search" autocomplete="off"></form>
<p id="count" role="status"></p>
<ul id="hits" class="hits"></ul>`,
    {
      scripts: `<script src="vendor/minisearch.js"></script>
<script type="application/json" id="documents">${index}</script>
<script src="vendor/search.js"></script>`,
    },
  );
}
