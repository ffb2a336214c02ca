/**
 * The sources of tfjs-node-gpu's binding with this project's changes: a copy with the patches of `binding/`, and our own files. The text
 * of each patch gives its reason.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CommandError } from '../command-error.mjs';
import { inRoot } from './paths.mjs';

// Patch: tfjs-binding
/** The patches, and our own sources that are compiled with the binding's. */
export const additions = inRoot('scripts/setup/binding');

/**
 * Copies the binding's sources and applies the changes.
 * @param {string} sources the folder `binding` of tfjs-node-gpu
 * @param {string} work the folder that will contain the copy
 * @param {string} [changes] the folder of patches and further sources
 * @returns {Promise<string>} the folder of the copy
 * @throws {CommandError} with the hunk that does not apply, and the version of tfjs-node-gpu for which it was made
 */
export async function patchedSources(sources, work, changes = additions) {
  const folder = path.join(work, 'binding-sources');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  cpSync(sources, folder, { recursive: true });
  for (const name of readdirSync(changes).sort()) {
    const file = path.join(changes, name);
    if (name.endsWith('.patch')) await putOn(file, folder);
    else cpSync(file, path.join(folder, name));
  }
  return folder;
}

/**
 * Applies a patch to the files of a folder.
 * @param {string} patch
 * @param {string} folder
 */
async function putOn(patch, folder) {
  const text = readFileSync(patch, 'utf8');
  // Loaded here and not above: this file is imported before the packages are installed.
  const { applyPatch, parsePatch } = await import('diff');
  for (const changes of parsePatch(text)) {
    const name = changes.oldFileName?.replace(/^a\//, '') ?? '';
    const target = path.join(folder, name);
    let source = readFileSync(target, 'utf8');
    for (const [i, hunk] of changes.hunks.entries()) {
      // One hunk at a time, so that the error can name the one that does not apply.
      const next = applyPatch(source, { ...changes, hunks: [hunk] });
      if (next === false) throw doesNotApply(text, path.basename(patch), name, i);
      source = next;
    }
    writeFileSync(target, source);
  }
}

/**
 * @param {string} text the patch
 * @param {string} patch its name
 * @param {string} file the file it changes
 * @param {number} index the hunk's, from 0
 */
function doesNotApply(text, patch, file, index) {
  const madeFor = /^Made for: (.*)$/m.exec(text)?.[1];
  const ofFile = text.slice(text.indexOf(`--- a/${file}`));
  const [, line, reason] = [...ofFile.matchAll(/^@@ -(\d+).*? @@ ?(.*)$/gm)][index] ?? [];
  return new CommandError(
    `The binding's ${file} is not the one that ${patch} was made for (${madeFor}): the hunk at line ${line} does not apply (${reason}).`,
    { kind: 'missing', remedy: `Install ${madeFor?.replace(' ', '@')} (npm ci), or make the patch again (docs/UPGRADING.md).` },
  );
}
