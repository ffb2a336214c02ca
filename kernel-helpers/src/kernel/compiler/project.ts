/** The folder whose `node_modules` serves what the notebook's own folder cannot resolve. */
import { existsSync } from 'node:fs';
import path from 'node:path';

/** @returns the nearest folder at or above `cwd` that has `kernel-helpers` installed, else `LECTURE_LAB_ROOT`, else `cwd`. */
export function projectOf(cwd: string): string {
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'node_modules', 'kernel-helpers'))) return folder;
    if (path.dirname(folder) === folder) return process.env.LECTURE_LAB_ROOT ?? cwd;
  }
}
