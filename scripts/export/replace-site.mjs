import { chmodSync, copyFileSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Replaces the old site with a new one. The PDF of a deck is kept if the new site has that deck: printing all decks takes longer than
 * making the site.
 * @param {string} staging the new site, on the same disk
 * @param {string} out
 */
export function replaceSite(staging, out) {
  const [old, decks] = [path.join(out, 'slides'), path.join(staging, 'slides')];
  for (const name of existsSync(old) ? readdirSync(old) : []) {
    const deck = name.replace(/\.pdf$/, '.html');
    if (deck !== name && existsSync(path.join(decks, deck))) copyFileSync(path.join(old, name), path.join(decks, name));
  }
  // Only its owner can read a temporary folder, but a web server runs as another user.
  chmodSync(staging, 0o755);
  rmSync(out, { recursive: true, force: true });
  renameSync(staging, out);
}
