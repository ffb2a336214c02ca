#!/usr/bin/env node
/** `npm run site`: every lecture notebook executed as a static page, its deck, the errata, search, and downloads. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './cli.mjs';
import { answersOf } from './export/answers.mjs';
import { convert } from './export/convert.mjs';
import { executed, lectureFile, lectureNames } from './export/execute.mjs';
import { studentCopy } from './export/notes.mjs';
import { cellAnchor, describeNotebook, errataPage, indexPage, navigation, searchPage, slideMap } from './export/pages.mjs';
import { replaceSite } from './export/replace-site.mjs';
import { copyVendor } from './export/vendor.mjs';
import { inRoot } from './setup/paths.mjs';

/** Where links to notebooks lead from a page and from a deck: to the page or deck, or to the download of one that is not shown. */
const targets = (/** @type {Set<string>} */ shown) =>
  Object.fromEntries(lectureNames().map((name) => [name, shown.has(name) ? `${name}.html` : `../downloads/${name}.ipynb`]));

/** `13-x.ipynb#cell-id=a` as seen from the site's root. */
function siteAddress(/** @type {string} */ link, /** @type {Set<string>} */ shown) {
  const [file = '', anchor] = link.split('#');
  const name = file.replace(/\.ipynb$/, '');
  return shown.has(name) ? `notebooks/${name}.html${anchor ? `#${anchor}` : ''}` : `downloads/${file}`;
}

/** @param {{ out: string, names?: string[], lecturer?: boolean, say?: (text: string) => void }} options */
export async function site({ out, names = lectureNames(), lecturer = false, say = console.log }) {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '1';
  const { errata, errataKinds, erratumLink } = await import(inRoot('kernel-helpers/dist/errata/index.js'));
  mkdirSync(path.dirname(out), { recursive: true });
  // Made beside the old site and put in its place at the end: a broken-off run leaves the old one whole.
  const staging = mkdtempSync(path.join(path.dirname(out), '.site-'));
  try {
    const vendor = path.join(staging, 'vendor');
    copyVendor(vendor);
    for (const file of ['site.css', 'search.js']) copyFileSync(inRoot('scripts/export', file), path.join(vendor, file));
    const wanted = names.map((name) => lectureFile(name));
    const shown = new Set(wanted.map(({ name }) => name));
    /** @type {import('./export/convert.mjs').Job[]} */
    const jobs = [];
    /** @type {({ name: string } & ReturnType<typeof describeNotebook>)[]} */
    const notebooks = [];
    for (const [i, { name, file }] of wanted.entries()) {
      say(`[${i + 1}/${wanted.length}] ${name}`);
      const notebook = await executed(name, say);
      const cells = Object.fromEntries([...shown].map((one) => [one, `../notebooks/${one}.html`]));
      const common = { notebook, vendor: '../vendor', links: targets(shown), cells, answers: lecturer ? answersOf(name) : {} };
      jobs.push({ ...common, kind: 'page', out: path.join(staging, 'notebooks', `${name}.html`), nav: navigation('../', name) });
      jobs.push({ ...common, kind: 'deck', out: path.join(staging, 'slides', `${name}.html`) });
      notebooks.push({ name, ...describeNotebook(file) });
    }
    const downloads = path.join(staging, 'downloads');
    mkdirSync(downloads);
    for (const name of lectureNames()) writeFileSync(path.join(downloads, `${name}.ipynb`), studentCopy(lectureFile(name).file));
    let files = 0;
    await convert(jobs, (file) => say(`${++files}/${jobs.length} ${path.relative(staging, file)}`));
    const documents = notebooks.flatMap(({ name, title, texts }) =>
      texts.map(({ index, id, heading, text }) => ({
        id: `${name}/${index}`,
        title: heading ? `${title}: ${heading}` : title,
        url: `notebooks/${name}.html${cellAnchor(id)}`,
        text,
      })),
    );
    writeFileSync(path.join(staging, 'index.html'), indexPage(notebooks, slideMap(lectureFile('00').file)));
    const rows = errata.map((/** @type {any} */ erratum) => ({ ...erratum, link: siteAddress(erratumLink(erratum), shown) }));
    writeFileSync(path.join(staging, 'errata.html'), errataPage(rows, errataKinds));
    writeFileSync(path.join(staging, 'search.html'), searchPage(documents));
    replaceSite(staging, out);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  say(`${path.relative(process.cwd(), out) || '.'}/index.html`);
}

await runCommand(import.meta, {
  usage: 'npm run site [-- --out FOLDER] [--only NAME]... [--lecturer]',
  about: `Makes the static site: all lecture notebooks executed, decks, errata, search, downloads without outputs.
Opens from the disk and from any web server; nothing is loaded from elsewhere.`,
  options: {
    out: { type: 'string', value: 'FOLDER', help: 'where the site goes (default: site)' },
    only: { type: 'string', value: 'NAME', multiple: true, help: 'only this notebook (may be given several times)' },
    lecturer: { type: 'boolean', help: "the lecturer's edition: each exercise with its model answer (not for students)" },
  },
  run: (values) => site({ out: path.resolve(values.out ?? inRoot('site')), names: values.only, lecturer: values.lecturer }),
});
