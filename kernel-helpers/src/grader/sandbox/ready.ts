/** The compiler that is ready, which the build makes for the submission's process: a start-up snapshot of V8. */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../core/paths.js';
import { snapshotOptions } from './snapshot-options.js';

/** Made for one machine: it is no part of the grader's version. */
export const readyFolder: string = path.join(projectRoot, 'kernel-helpers/dist/grader/bundle');

/**
 * What the build makes in it: the program, its snapshots, and by whom these were made. `light` is for cells that import the checks only;
 * `full` has read the types of all helpers, too, and takes longer to start.
 */
export const readyFiles = (folder = readyFolder): { program: string; light: string; full: string; madeBy: string } => ({
  program: path.join(folder, 'compiler.cjs'),
  light: path.join(folder, 'light.blob'),
  full: path.join(folder, 'full.blob'),
  madeBy: path.join(folder, 'made-by'),
});

/** What a snapshot depends on: it can be read by the very Node that made it, and knows the project's folder. */
export function maker(): string {
  const { size, mtimeMs } = statSync(realpathSync(process.execPath));
  return `${size} ${mtimeMs} ${projectRoot}\n`;
}

/**
 * Node's options that start the submission's process with a compiler that is ready; none where there is none for this Node.
 * @param light the cells import the checks only
 */
export function readyOptions(light: boolean, folder = readyFolder): string[] {
  const { madeBy, ...blobs } = readyFiles(folder);
  const blob = light ? blobs.light : blobs.full;
  if (!existsSync(blob) || !existsSync(madeBy) || readFileSync(madeBy, 'utf8') !== maker()) return [];
  return [...snapshotOptions, '--snapshot-blob', blob];
}
