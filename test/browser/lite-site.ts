/** One site of the tab's lab for all tests of this process: two notebooks, and the assignments. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { liteSite } from '../../scripts/lite/site.mjs';

/** One with sliders and pictures, one with training on WebAssembly. `npm run lite -- --check` runs all. */
export const liteNotebooks = ['00-index', '03-softmax'];

let made: Promise<string> | undefined;

/** The site's folder. It goes with the process. */
export function liteFolder(): Promise<string> {
  made ??= make();
  return made;
}

async function make(): Promise<string> {
  const home = mkdtempSync(path.join(tmpdir(), 'lab-lite-'));
  process.once('exit', () => rmSync(home, { recursive: true, force: true }));
  return liteSite({ out: path.join(home, 'lite'), names: liteNotebooks, assignments: true, say: () => {} });
}
