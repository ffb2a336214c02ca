#!/usr/bin/env node
/** `npm run slides`: reveal.js decks of the lecture's notebooks, executed, with all files that they load. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError, runCommand } from './cli.mjs';
import { launchChromium } from './export/chromium.mjs';
import { convert } from './export/convert.mjs';
import { cellsOffDecks, executed, lectureFile, lectureNames } from './export/execute.mjs';
import { riseCopy } from './export/notes.mjs';
import { copyVendor } from './export/vendor.mjs';
import { inRoot } from './setup/paths.mjs';

/**
 * Makes the decks of some notebooks, and the folder `vendor` with the files that they load.
 * @param {{ names?: string[], out: string, pdf?: boolean, say?: (text: string) => void }} options
 */
export async function slides({ names = lectureNames(), out, pdf = false, say = console.log }) {
  const wanted = names.map((name) => lectureFile(name).name);
  copyVendor(path.join(out, 'vendor'));
  const links = Object.fromEntries(wanted.map((name) => [name, `${name}.html`]));
  const hidden = Object.fromEntries(cellsOffDecks().map(({ name, anchor }) => [anchor, `${name}.html`]));
  const made = [];
  for (const name of wanted) {
    /** @type {import('./export/convert.mjs').Job} */
    const job = {
      kind: 'deck',
      notebook: await executed(name, say),
      out: path.join(out, `${name}.html`),
      vendor: 'vendor',
      links,
      cells: links,
      hidden,
    };
    await convert([job]);
    say(path.relative(process.cwd(), job.out));
    made.push(job.out);
  }
  if (pdf) await print(made, say);
  return made;
}

/**
 * Copies of notebooks for RISE, which shows only notes that are cells.
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

/**
 * Copies of notebooks with their outputs: opened in JupyterLab they show every chart without having been run.
 * @param {{ names?: string[], out: string, say?: (text: string) => void }} options
 */
export async function outputCopies({ names = lectureNames(), out, say = console.log }) {
  mkdirSync(out, { recursive: true });
  const copies = [];
  for (const name of names.map((one) => lectureFile(one).name)) {
    const copy = path.join(out, `${name}.ipynb`);
    copyFileSync(await executed(name, say), copy);
    say(path.relative(process.cwd(), copy));
    copies.push(copy);
  }
  return copies;
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
  usage: 'npm run slides [-- NAME...] [--out FOLDER] [--pdf | --rise | --outputs]',
  about: `Makes a deck of each named lecture notebook (default: all).
A notebook is executed once, and again when it or the code that it uses has changed.`,
  words: { NAME: 'a file name, with or without .ipynb, or its number (1 or 01)' },
  takes: [0, Infinity],
  options: {
    out: { type: 'string', value: 'FOLDER', help: 'where the decks go (default: site/slides; with --outputs notebooks/live)' },
    pdf: { type: 'boolean', help: 'also print each deck to PDF with Chromium' },
    rise: {
      type: 'boolean',
      help: `instead of decks, copies of the notebooks to present live in JupyterLab with RISE: the speaker's
notes, which stand in the cells' metadata, become note cells`,
    },
    outputs: {
      type: 'boolean',
      help: `instead of decks, copies of the notebooks with their outputs: in JupyterLab a chart is there at
once, and every cell can still be changed and run`,
    },
  },
  notes: "Open a deck in a browser; S opens the speaker's notes, O the overview, ?print-pdf the printable form.",
  async run({ pdf, rise, outputs, ...values }, words) {
    if ([pdf, rise, outputs].filter(Boolean).length > 1)
      throw new CommandError('--pdf, --rise and --outputs exclude each other.', { kind: 'usage' });
    const out = path.resolve(values.out ?? inRoot(outputs ? 'notebooks/live' : 'site/slides'));
    const names = words.length > 0 ? words : undefined;
    if (rise) riseCopies({ names, out });
    else if (outputs) await outputCopies({ names, out });
    else await slides({ names, out, pdf });
  },
});
