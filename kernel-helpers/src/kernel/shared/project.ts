/** The folder whose `node_modules` is used for modules that the notebook's own folder cannot resolve. */
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * @returns the nearest folder with `kernel-helpers` installed, at or above `cwd`, `LECTURE_LAB_ROOT`, or the program that runs; else
 * `LECTURE_LAB_ROOT`, where the kernel was installed without the lab, else `cwd`.
 */
export function projectOf(cwd: string): string {
  const root = process.env.LECTURE_LAB_ROOT;
  const starts = [cwd, root, process.argv[1] && path.dirname(process.argv[1])];
  for (const start of starts) {
    const found = start && above(start);
    if (found) return found;
  }
  return root ?? cwd;
}

/** Whether a project is the lab, and not just the kernel's own packages. */
export const isLab = (project: string): boolean => existsSync(path.join(project, 'node_modules', 'kernel-helpers'));

/** The project that a kernel belongs to: packages beside its script are those of the stand-alone kernel. @param script that of the front */
export function rootOf(script: string): string {
  const folder = path.dirname(script);
  return existsSync(path.join(folder, 'node_modules')) ? folder : path.resolve(folder, '../../../..');
}

function above(start: string): string | undefined {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (isLab(folder)) return folder;
    if (path.dirname(folder) === folder) return undefined;
  }
}
