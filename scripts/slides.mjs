#!/usr/bin/env node
/** `npm run slides`: reveal.js decks of the lecture's notebooks, executed, with everything they load beside them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand } from './cli.mjs';
import { launchChromium } from './export/chromium.mjs';
import { convert } from './export/convert.mjs';
import { executed, lectureFile, lectureNames } from './export/execute.mjs';
import { riseCopy } from './export/notes.mjs';
import { copyVendor } from './export/vendor.mjs';
import { inRoot } from './setup/paths.mjs';

/**
 * Makes the decks of some notebooks in a folder that has its own `vendor`.
 * @param {{ names?: string[], out: string, pdf?: boolean, say?: (text: string) => void }} options
 */
export async function slides({ names = lectureNames(), out, pdf = false, say = console.log }) {
  const wanted = names.map((name) => lectureFile(name).name);
  copyVendor(path.join(out, 'vendor'));
  const links = Object.fromEntries(wanted.map((name) => [name, `${name}.html`]));
  const made = [];
  for (const name of wanted) {
    /** @type {import('./export/convert.mjs').Job} */
    const job = { kind: 'deck', notebook: await executed(name, say), out: path.join(out, `${name}.html`), vendor: 'vendor', links };
    await convert([job]);
    say(path.relative(process.cwd(), job.out));
    made.push(job.out);
  }
  if (pdf) await print(made, say);
  return made;
}

/**
 * Copies of notebooks to present with RISE, which knows notes as cells only.
 * @param {{ names?: string[], out: string, say?: (text: string) => void }} options
 */
export function riseCopies({ names = lectureNames(), out, say = console.log }) {
  mkdirSync(out, { recursive: true });
  return names.map((name) => {
    const { name: full, file } = lectureFile(name);
    const copy = path.join(out, `${full}.ipynb`);
    writeFileSync(copy, riseCopy(file));
    say(path.relative(process.cwd(), copy));
    return copy;
  });
}

/** Prints decks to PDF, one page a slide. */
async function print(/** @type {string[]} */ decks, /** @type {(text: string) => void} */ say) {
  const browser = await launchChromium();
  try {
    for (const deck of decks) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
      await page.goto(`${pathToFileURL(deck)}?print-pdf`);
      await page.waitForSelector('body[data-ready="true"]', { timeout: 120_000 });
      const file = deck.replace(/\.html$/, '.pdf');
      await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
      await page.close();
      say(path.relative(process.cwd(), file));
    }
  } finally {
    await browser.close();
  }
}

await runCommand(import.meta, {
  usage: 'npm run slides [-- NAME...] [--out FOLDER] [--pdf | --rise]',
  about: `Makes a deck of each named lecture notebook (default: all).
A notebook is executed once, and again when it or the code that it uses has changed.`,
  words: { NAME: 'a file name, with or without .ipynb, or its number (1 or 01)' },
  takes: [0, Infinity],
  options: {
    out: { type: 'string', value: 'FOLDER', help: 'where the decks go (default: site/slides)' },
    pdf: { type: 'boolean', help: 'also print each deck to PDF with Chromium' },
    rise: {
      type: 'boolean',
      help: `instead of decks, copies of the notebooks to present live in JupyterLab with RISE: the speaker's
notes, which stand in the cells' metadata, become note cells`,
    },
  },
  notes: "Open a deck in a browser; S opens the speaker's notes, O the overview, ?print-pdf the printable form.",
  async run({ pdf, rise, ...values }, words) {
    const out = path.resolve(values.out ?? inRoot('site/slides'));
    const names = words.length > 0 ? words : undefined;
    if (rise) riseCopies({ names, out });
    else await slides({ names, out, pdf });
  },
});
