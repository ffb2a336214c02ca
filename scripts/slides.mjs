#!/usr/bin/env node
/** `npm run slides`: reveal.js decks of the lecture's notebooks, executed, with everything they load beside them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { launchChromium } from './export/chromium.mjs';
import { convert } from './export/convert.mjs';
import { executed, lectureFile, lectureNames } from './export/execute.mjs';
import { riseCopy } from './export/notes.mjs';
import { copyVendor } from './export/vendor.mjs';
import { inRoot } from './setup/paths.mjs';
import { SetupError } from './setup/step.mjs';

const help = `npm run slides [-- NAME...] [--out FOLDER] [--pdf]

Makes a deck of each named lecture notebook (default: all). NAME is a file name without .ipynb, or its number.
A notebook is executed once, and again when it or the code that it uses has changed.

  --out FOLDER  where the decks go (default: site/slides)
  --pdf         also print each deck to PDF with Chromium
  --rise        instead of decks, copies of the notebooks to present live in JupyterLab with RISE: the speaker's
                notes, which stand in the cells' metadata, become note cells
  --help        this text

Open a deck in a browser; S opens the speaker's notes, O the overview, ?print-pdf the printable form.`;

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
async function print(decks, say) {
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

if (import.meta.filename === process.argv[1]) {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { out: { type: 'string' }, pdf: { type: 'boolean' }, rise: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) console.log(help);
    else {
      const out = path.resolve(values.out ?? inRoot('site/slides'));
      const names = positionals.length > 0 ? positionals : undefined;
      if (values.rise) riseCopies({ names, out });
      else await slides({ names, out, pdf: values.pdf });
    }
  } catch (error) {
    console.error(
      error instanceof SetupError ? error.message : error.code?.startsWith('ERR_PARSE_ARGS') ? `${error.message}\n\n${help}` : error,
    );
    process.exit(1);
  }
}
