/** Libraries that are loaded when they are first needed: they come with the site. */

import type { loadVega as nodeLoadVega } from '../../src/display/bundles.js';
import { home } from '../home.js';
import { readFileSync } from '../node/fs.js';
import { place } from '../place.js';

type Vega = ReturnType<typeof nodeLoadVega>;
const realm = globalThis as unknown as { lectureLabVega?: Vega; importScripts(address: string): void };

/** A worker can load a script at once, so that drawing need not wait for a promise. */
export function loadVega(): Vega {
  if (!realm.lectureLabVega) realm.importScripts(`${place().base}vega.js`);
  if (!realm.lectureLabVega) throw new Error('vega did not load');
  return realm.lectureLabVega;
}

/** Plotly as a script for a page, gzipped and in base64; it sets `window.Plotly`. */
export const plotlyScript = (): string => readFileSync(`${home}/bundles/plotly.js.gz`, 'base64') as string;
