/** Copies the files that pages and decks load, so that they open from any server and from the disk. */
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { inRoot } from '../setup/paths.mjs';

const modules = (/** @type {string[]} */ ...parts) => inRoot('node_modules', ...parts);

/** From a path in `node_modules` to a path in `vendor/`. */
/** @type {[from: string, to: string][]} */
const files = [
  [modules('katex/dist/katex.min.css'), 'katex/katex.min.css'],
  [modules('katex/dist/katex.min.js'), 'katex/katex.min.js'],
  [modules('katex/dist/contrib/auto-render.min.js'), 'katex/auto-render.min.js'],
  [modules('katex/dist/fonts'), 'katex/fonts'],
  [modules('vega/build/vega.min.js'), 'vega.min.js'],
  [modules('vega-lite/build/vega-lite.min.js'), 'vega-lite.min.js'],
  [modules('vega-embed/build/vega-embed.min.js'), 'vega-embed.min.js'],
  [modules('reveal.js/dist/reveal.js'), 'reveal/reveal.js'],
  [modules('reveal.js/dist/reveal.css'), 'reveal/reveal.css'],
  [modules('reveal.js/dist/theme'), 'reveal/theme'],
  [modules('reveal.js/plugin/notes/notes.js'), 'reveal/notes.js'],
  [modules('reveal.js/plugin/notes/speaker-view.html'), 'reveal/speaker-view.html'],
  [modules('minisearch/dist/umd/index.js'), 'minisearch.js'],
  [inRoot('scripts/export/lab.css'), 'lab.css'],
  [inRoot('scripts/export/lab.js'), 'lab.js'],
  [inRoot('scripts/export/page.js'), 'page.js'],
];

/** @param {string} folder the `vendor` folder to fill */
export function copyVendor(folder) {
  for (const [from, to] of files) {
    const target = path.join(folder, to);
    mkdirSync(path.dirname(target), { recursive: true });
    // A font with an absolute address in a theme would be a request to another server, so the themes' `fonts` folder is copied too.
    cpSync(from, target, { recursive: true });
  }
  // One script and no module: a page that is opened from the disk may not load modules.
  buildSync({ entryPoints: [inRoot('scripts/export/deck/main.js')], outfile: path.join(folder, 'deck.js'), bundle: true, format: 'iife' });
}
