/** Where the project's own files and its one cache folder are. Nothing is read or written elsewhere unless the user names it. */
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder (the one that holds `kernel-helpers/`). */
export const projectRoot: string = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** A path inside the project's `data/` folder. */
export function dataPath(...parts: string[]): string {
  return path.join(projectRoot, 'data', ...parts);
}

/** The cache folder: `LECTURE_LAB_CACHE`, else `$XDG_CACHE_HOME/lecture-lab`, else `~/.cache/lecture-lab`. It may not exist yet. */
export function cacheDir(): string {
  const set = process.env.LECTURE_LAB_CACHE;
  if (set) return path.resolve(set);
  return path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'lecture-lab');
}
