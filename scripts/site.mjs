#!/usr/bin/env node
/** `npm run site`: every lecture notebook executed as a static page, its deck, the playground, the errata, search, and downloads. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { playgroundScripts } from './build-playground.mjs';
import { runCommand } from './cli.mjs';
import { answersOf } from './export/answers.mjs';
import { convert } from './export/convert.mjs';
import { cellsOffDecks, executed, lectureFile, lectureNames } from './export/execute.mjs';
import { studentCopy } from './export/notes.mjs';
import { binderAddress, pageFoot, repositoryAddress } from './export/page-foot.mjs';
import { cellAnchor, describeNotebook, errataPage, indexPage, navigation, searchPage, slideMap } from './export/pages.mjs';
import { playgroundPage } from './export/playground-page.mjs';
import { replaceSite } from './export/replace-site.mjs';
import { copyVendor } from './export/vendor.mjs';
import { liteSite } from './lite/site.mjs';
import { inRoot } from './setup/paths.mjs';

/** Where links to notebooks lead from a page and from a deck: to the page or deck, or to the download of one that is not shown. */
const targets = (/** @type {Set<string>} */ shown) =>
  Object.fromEntries(lectureNames().map((name) => [name, shown.has(name) ? `${name}.html` : `../downloads/${name}.ipynb`]));

/** Where a deck's links to cells that no deck shows lead. */
const onPages = (/** @type {Set<string>} */ shown) =>
  Object.fromEntries(
    cellsOffDecks()
      .filter(({ name }) => shown.has(name))
      .map(({ name, anchor }) => [anchor, `../notebooks/${name}.html${anchor}`]),
  );

/** `13-x.ipynb#cell-id=a` as seen from the site's root. */
function siteAddress(/** @type {string} */ link, /** @type {Set<string>} */ shown) {
  const [file = '', anchor] = link.split('#');
  const name = file.replace(/\.ipynb$/, '');
  return shown.has(name) ? `notebooks/${name}.html${anchor ? `#${anchor}` : ''}` : `downloads/${file}`;
}

/** @param {{ out: string, names?: string[], lecturer?: boolean, repository?: string, lite?: boolean, say?: (text: string) => void }} options */
export async function site({ out, names = lectureNames(), lecturer = false, repository, lite = true, say = console.log }) {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '1';
  const { errata, errataKinds, erratumLink } = await import(inRoot('kernel-helpers/dist/errata/index.js'));
  mkdirSync(path.dirname(out), { recursive: true });
  // Made beside the old site and put in its place at the end: a broken-off run leaves the old one whole.
  const staging = mkdtempSync(path.join(path.dirname(out), '.site-'));
  try {
    const vendor = path.join(staging, 'vendor');
    copyVendor(vendor);
    for (const file of ['site.css', 'search.js']) copyFileSync(inRoot('scripts/export', file), path.join(vendor, file));
    writeFileSync(path.join(vendor, 'playground.js'), (await playgroundScripts()).site);
    const wanted = names.map((name) => lectureFile(name));
    const shown = new Set(wanted.map(({ name }) => name));
    const notebooks = wanted.map(({ name, file }) => ({ name, ...describeNotebook(file) }));
    const address = repositoryAddress(repository);
    /** @type {import('./export/convert.mjs').Job[]} */
    const jobs = [];
    for (const [i, { name }] of wanted.entries()) {
      say(`[${i + 1}/${wanted.length}] ${name}`);
      const notebook = await executed(name, say);
      // A page leads to pages, a deck to decks; what decks do not show is on the page.
      const cells = Object.fromEntries([...shown].map((one) => [one, `${one}.html`]));
      const common = { notebook, vendor: '../vendor', links: targets(shown), cells, answers: lecturer ? answersOf(name) : {} };
      const foot = pageFoot(name, notebooks);
      jobs.push({
        ...common,
        foot,
        kind: 'page',
        out: path.join(staging, 'notebooks', `${name}.html`),
        nav: navigation('../', name, { lite, binder: address && binderAddress(address, name) }),
      });
      jobs.push({ ...common, kind: 'deck', out: path.join(staging, 'slides', `${name}.html`), hidden: onPages(shown) });
    }
    const downloads = path.join(staging, 'downloads');
    mkdirSync(downloads);
    for (const name of lectureNames()) writeFileSync(path.join(downloads, `${name}.ipynb`), studentCopy(lectureFile(name).file));
    let files = 0;
    await convert(jobs, (file) => say(`${++files}/${jobs.length} ${path.relative(staging, file)}`));
    writeFileSync(path.join(staging, 'index.html'), indexPage(notebooks, slideMap(lectureFile('00').file)));
    const { formulaHtml } = await import(inRoot('kernel-helpers/dist/core/formula-text.js'));
    const rows = errata.map((/** @type {any} */ erratum) => ({
      ...erratum,
      typeset: formulaHtml,
      link: siteAddress(erratumLink(erratum), shown),
    }));
    writeFileSync(path.join(staging, 'errata.html'), errataPage(rows, errataKinds));
    writeFileSync(path.join(staging, 'playground.html'), playgroundPage(siteAddress('playground.ipynb', shown)));
    writeFileSync(path.join(staging, 'search.html'), searchPage(searchDocuments(notebooks)));
    if (lite) {
      say('The lab in a browser tab');
      await liteSite({ out: path.join(staging, 'lite'), names, say });
    }
    replaceSite(staging, out);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  say(`${path.relative(process.cwd(), out) || '.'}/index.html`);
}

/**
 * What the search looks through: the text cells of all notebooks.
 * @param {({ name: string } & ReturnType<typeof describeNotebook>)[]} notebooks
 */
function searchDocuments(notebooks) {
  return notebooks.flatMap(({ name, title, texts }) =>
    texts.map(({ index, id, heading, text }) => ({
      id: `${name}/${index}`,
      title: heading ? `${title}: ${heading}` : title,
      url: `notebooks/${name}.html${cellAnchor(id)}`,
      text,
    })),
  );
}

await runCommand(import.meta, {
  usage: 'npm run site [-- --out FOLDER] [--only NAME]... [--lecturer] [--repository ADDRESS] [--without-lite]',
  about: `Makes the static site: all lecture notebooks executed, decks, the playground, errata, search, downloads without outputs.
Opens from the disk and from any web server; nothing is loaded from elsewhere.`,
  options: {
    out: { type: 'string', value: 'FOLDER', help: 'where the site goes (default: site)' },
    only: { type: 'string', value: 'NAME', multiple: true, help: 'only this notebook (may be given several times)' },
    repository: {
      type: 'string',
      value: 'ADDRESS',
      help: `the project's public git address: each page then has "Open in Binder" (default: repository of package.json)`,
    },
    'without-lite': { type: 'boolean', help: 'leave out the lab that runs in the browser, and the links "Run it here"' },
    lecturer: { type: 'boolean', help: "the lecturer's edition: each exercise with its model answer (not for students)" },
  },
  run: ({ out = inRoot('site'), only: names, lecturer, repository, 'without-lite': without }) =>
    site({ out: path.resolve(out), names, lecturer, repository, lite: !without }),
});
