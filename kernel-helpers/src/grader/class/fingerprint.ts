/** Whether something has to be graded again: a digest of all that a mark depends on. */
import { createHash, type Hash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../core/paths.js';

/** Adds names and contents of all plain files below a folder. */
function addFolder(hash: Hash, folder: string): void {
  for (const name of readdirSync(folder).sort()) {
    const file = path.join(folder, name);
    const stat = lstatSync(file);
    if (stat.isDirectory()) {
      hash.update(`folder ${name}\0`);
      addFolder(hash, file);
    } else if (stat.isFile()) hash.update(`file ${name}\0`).update(readFileSync(file)).update('\0');
  }
}

let version: string | undefined;

/** Of the built grader and kernel: another version may mark differently. */
export function graderVersion(): string {
  if (version === undefined) {
    const hash = createHash('sha256');
    for (const room of ['grader', 'kernel', 'core']) addFolder(hash, path.join(projectRoot, 'kernel-helpers/dist', room));
    version = hash.digest('hex').slice(0, 12);
  }
  return version;
}

/** A digest of folders and of anything that JSON can say. */
export function fingerprint(folders: readonly string[], settings: unknown): string {
  const hash = createHash('sha256').update(graderVersion()).update(JSON.stringify(settings));
  for (const folder of folders) addFolder(hash, folder);
  return hash.digest('hex').slice(0, 24);
}
