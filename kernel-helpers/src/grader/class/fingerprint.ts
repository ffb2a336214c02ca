/** Whether something has to be graded again: a digest of all that a mark depends on. */
import { createHash, type Hash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../core/paths.js';

/** What a build makes for the machine that it runs on, or for debuggers: it marks nothing. */
const machines = /^(bundle|node-\d+)$|\.map$|\.tsbuildinfo$/;

/** Adds names and contents of all plain files below a folder. */
function addFolder(hash: Hash, folder: string, skipped?: RegExp): void {
  for (const name of readdirSync(folder).sort()) addFile(hash, folder, name, skipped);
}

function addFile(hash: Hash, folder: string, name: string, skipped?: RegExp): void {
  if (skipped?.test(name)) return;
  const file = path.join(folder, name);
  const stat = lstatSync(file);
  if (stat.isDirectory()) {
    hash.update(`folder ${name}\0`);
    addFolder(hash, file, skipped);
  } else if (stat.isFile()) hash.update(`file ${name}\0`).update(readFileSync(file)).update('\0');
}

/** What else a mark depends on: nbgrader's part in Python, the versions of all packages, and the data that checks and answers read. */
const files = ['scripts/grade', 'scripts/requirements.txt', 'package-lock.json', 'data'];
/** Pages are made anew without grading, and decide no mark; nor do texts and pictures. */
const noMarks = /^(__pycache__|screenshots)$|\.(mjs|md)$/;

/**
 * A digest of all that decides marks in a lab: the built grader, the kernel, every helper (a check may compare with any of them, and a cell may fail
 * by its types), nbgrader's part, packages and data.
 *
 * @param root the folder of the lab, built
 * @throws Error where it is not built
 */
export function versionOf(root: string): string {
  const hash = createHash('sha256');
  addFolder(hash, path.join(root, 'kernel-helpers/dist'), machines);
  for (const file of files) addFile(hash, root, file, noMarks);
  return hash.digest('hex').slice(0, 12);
}

let version: string | undefined;

/** The version of this lab: another one may mark differently. */
export function graderVersion(): string {
  version ??= versionOf(projectRoot);
  return version;
}

/** A digest of folders and of any JSON value. */
export function fingerprint(folders: readonly string[], settings: unknown): string {
  const hash = createHash('sha256').update(graderVersion()).update(JSON.stringify(settings));
  for (const folder of folders) addFolder(hash, folder);
  return hash.digest('hex').slice(0, 24);
}
