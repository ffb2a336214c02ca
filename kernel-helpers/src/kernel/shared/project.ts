/** The folder whose `node_modules` serves what the notebook's own folder cannot resolve. */
import { existsSync } from 'node:fs';
import path from 'node:path';

/** @returns the nearest folder with `kernel-helpers` installed, at or above `cwd`, `LECTURE_LAB_ROOT`, or the program that runs; else `cwd`. */
export function projectOf(cwd: string): string {
  const starts = [cwd, process.env.LECTURE_LAB_ROOT, process.argv[1] && path.dirname(process.argv[1])];
  for (const start of starts) {
    const found = start && above(start);
    if (found) return found;
  }
  return cwd;
}

function above(start: string): string | undefined {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'node_modules', 'kernel-helpers'))) return folder;
    if (path.dirname(folder) === folder) return undefined;
  }
}
