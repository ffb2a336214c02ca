import { strict as assert } from 'node:assert';
import { riseCopy, studentCopy } from '../../scripts/export/notes.mjs';
import { type Notebook, notebooksIn, readNotebook, text } from '../support/notebook-files.js';

describe('speaker’s notes', () => {
  const file = notebooksIn('notebooks/lecture').find((name) => name.includes('04-'))!;
  const original = readNotebook(file);
  const notes = original.cells.flatMap((cell) => cell.metadata.lecture_lab?.notes ?? []);

  it('are not in a student’s copy, and nothing else is missing there', () => {
    assert.ok(notes.length > 0);
    const copy = JSON.parse(studentCopy(file)) as Notebook;
    assert.deepEqual(copy.cells.map(text), original.cells.map(text));
    for (const cell of copy.cells) assert.equal(cell.metadata.lecture_lab?.notes, undefined);
  });

  it('become note cells of their own in a copy for RISE, each behind the cell it belongs to', () => {
    const copy = JSON.parse(riseCopy(file)) as Notebook;
    const added = copy.cells.filter((cell) => cell.metadata.slideshow?.slide_type === 'notes');
    assert.deepEqual(added.map(text), notes);
    assert.equal(copy.cells.length, original.cells.length + notes.length);
    assert.equal(new Set(copy.cells.map((cell) => cell.id)).size, copy.cells.length);
    const carrier = original.cells.find((cell) => cell.metadata.lecture_lab?.notes)!;
    assert.equal(copy.cells.indexOf(added[0]!), original.cells.indexOf(carrier) + 1);
  });
});
