/** The speaker's notes of a notebook, which are in `metadata.lecture_lab.notes` of its cells. */
import { readFileSync } from 'node:fs';

const read = (/** @type {string} */ file) => JSON.parse(readFileSync(file, 'utf8'));
const written = (/** @type {any} */ notebook) => `${JSON.stringify(notebook, null, 1)}\n`;

/** The notebook's text without the speaker's notes. @param {string} file */
export function studentCopy(file) {
  const notebook = read(file);
  for (const { metadata } of notebook.cells) {
    if (!metadata.lecture_lab) continue;
    delete metadata.lecture_lab.notes;
    if (Object.keys(metadata.lecture_lab).length === 0) delete metadata.lecture_lab;
  }
  return written(notebook);
}

/**
 * The notebook's text with each note as a cell of the slide type `notes`, which RISE shows in its speaker's view and nowhere else.
 * @param {string} file
 */
export function riseCopy(file) {
  const notebook = JSON.parse(studentCopy(file));
  notebook.cells = read(file).cells.flatMap((/** @type {any} */ { id, metadata: { lecture_lab: lab } }, /** @type {number} */ i) => {
    const cell = notebook.cells[i];
    if (!lab?.notes) return [cell];
    const metadata = { slideshow: { slide_type: 'notes' } };
    return [cell, { cell_type: 'markdown', id: `${id}-n`.slice(-64), metadata, source: lab.notes }];
  });
  return written(notebook);
}
