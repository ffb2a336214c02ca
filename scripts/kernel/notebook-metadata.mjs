/**
 * The metadata that a front end writes into a notebook when the kernel has told what it is. The lecture's notebooks have them from the start, so
 * that opening one changes nothing.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { version } from 'typescript';
import { inRoot } from '../setup/paths.mjs';

/** @returns {Promise<{ kernelspec: object, language_info: object }>} as of the kernel that is built */
export async function notebookMetadata() {
  const { kernelInfo } = await import(inRoot('kernel-helpers/dist/kernel/front/session/info.js'));
  return {
    kernelspec: { display_name: 'TypeScript (lecture lab)', language: 'typescript', name: 'tslab' },
    language_info: kernelInfo('', version).language_info,
  };
}

/** Writes them into the lecture's notebooks. @returns {Promise<string[]>} the files that have changed */
export async function writeNotebookMetadata() {
  const metadata = await notebookMetadata();
  const folder = inRoot('notebooks/lecture');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ipynb'))
    .filter((name) => {
      const file = path.join(folder, name);
      const before = readFileSync(file, 'utf8');
      const notebook = JSON.parse(before);
      const after = `${JSON.stringify({ ...notebook, metadata: { ...notebook.metadata, ...metadata } }, null, 1)}\n`;
      if (after !== before) writeFileSync(file, after);
      return after !== before;
    });
}
