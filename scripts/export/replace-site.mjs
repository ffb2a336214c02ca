import { chmodSync, copyFileSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Puts a new site in the place of the old one. Decks that were printed to PDF before stay beside their decks, as long as the site has
 * that deck: printing all takes longer than making the site.
 * @param {string} staging the new site, on the same disk
 * @param {string} out
 */
export function replaceSite(staging, out) {
  const [old, decks] = [path.join(out, 'slides'), path.join(staging, 'slides')];
  for (const name of existsSync(old) ? readdirSync(old) : []) {
    const deck = name.replace(/\.pdf$/, '.html');
    if (deck !== name && existsSync(path.join(decks, deck))) copyFileSync(path.join(old, name), path.join(decks, name));
  }
  // A temporary folder is for its owner alone; a web server is somebody else.
  chmodSync(staging, 0o755);
  rmSync(out, { recursive: true, force: true });
  renameSync(staging, out);
}
