#!/usr/bin/env node
/** `npm run site`: every lecture notebook executed as a static page, its deck, the errata, search, and downloads. */
import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { convert } from './export/convert.mjs';
import { executed, lectureFile, lectureNames } from './export/execute.mjs';
import { describeNotebook, errataPage, indexPage, navigation, searchPage } from './export/pages.mjs';
import { copyVendor } from './export/vendor.mjs';
import { inRoot } from './setup/paths.mjs';
import { SetupError } from './setup/step.mjs';
import { slides } from './slides.mjs';

const help = `npm run site [-- --out FOLDER] [--only NAME]...

Makes the static site: all lecture notebooks executed, decks, errata, search, downloads without outputs.
Opens from the disk and from any web server; nothing is loaded from elsewhere.

  --out FOLDER  where the site goes (default: site)
  --only NAME   only this notebook (may be given several times)
  --help        this text`;

/** @param {{ out: string, names?: string[], say?: (text: string) => void }} options */
export async function site({ out, names = lectureNames(), say = console.log }) {
  const { errata } = await import(inRoot('kernel-helpers/dist/index.js'));
  mkdirSync(path.dirname(out), { recursive: true });
  // Made beside the old site and put in its place at the end: a broken-off run leaves the old one whole.
  const staging = mkdtempSync(path.join(path.dirname(out), '.site-'));
  try {
    const vendor = path.join(staging, 'vendor');
    copyVendor(vendor);
    for (const file of ['site.css', 'search.js']) copyFileSync(inRoot('scripts/export', file), path.join(vendor, file));
    const nav = path.join(staging, '.nav.html');
    writeFileSync(nav, navigation('../'));
    const notebooks = [];
    for (const [i, given] of names.entries()) {
      const { name, file } = lectureFile(given);
      say(`[${i + 1}/${names.length}] ${name}`);
      const notebook = await executed(name, say);
      await convert('page', { notebook, out: path.join(staging, 'notebooks', `${name}.html`), vendor: '../vendor', nav });
      mkdirSync(path.join(staging, 'downloads'), { recursive: true });
      copyFileSync(file, path.join(staging, 'downloads', `${name}.ipynb`));
      notebooks.push({ name, ...describeNotebook(file) });
    }
    await slides({ names: notebooks.map(({ name }) => name), out: path.join(staging, 'slides'), vendor: '../vendor', say: () => {} });
    rmSync(nav);
    const shown = new Set(notebooks.map(({ name }) => name));
    const documents = notebooks.flatMap(({ name, title, texts }) =>
      texts.map(({ index, id, text }) => ({
        id: `${name}/${index}`,
        title,
        url: `notebooks/${name}.html${id ? `#cell-id=${id}` : ''}`,
        text,
      })),
    );
    writeFileSync(path.join(staging, 'index.html'), indexPage(notebooks));
    writeFileSync(path.join(staging, 'errata.html'), errataPage(errata.filter(({ notebook }) => shown.has(notebook))));
    writeFileSync(path.join(staging, 'search.html'), searchPage(documents));
    rmSync(out, { recursive: true, force: true });
    renameSync(staging, out);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  say(`${path.relative(process.cwd(), out) || '.'}/index.html`);
}

if (import.meta.filename === process.argv[1]) {
  try {
    const { values } = parseArgs({
      options: { out: { type: 'string' }, only: { type: 'string', multiple: true }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) console.log(help);
    else await site({ out: path.resolve(values.out ?? inRoot('site')), names: values.only });
  } catch (error) {
    console.error(
      error instanceof SetupError ? error.message : error.code?.startsWith('ERR_PARSE_ARGS') ? `${error.message}\n\n${help}` : error,
    );
    process.exit(1);
  }
}
