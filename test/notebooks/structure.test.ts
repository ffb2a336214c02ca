import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Cell, notebooksIn, readNotebook, text } from '../support/notebook-files.js';

const code = (cells: Cell[]) => cells.filter((cell) => cell.cell_type === 'code');
const lines = (cell: Cell) =>
  text(cell)
    .split('\n')
    .filter((line) => line.trim() !== '');

/** Module names that a cell imports, in any of TypeScript's forms. */
function importsOf(source: string): string[] {
  const forms = [
    /\bfrom\s+['"]([^'"]+)['"]/g,
    /\bimport\s+['"]([^'"]+)['"]/g,
    /\bimport\(\s*['"]([^'"]+)['"]/g,
    /\brequire\(\s*['"]([^'"]+)['"]/g,
  ];
  return forms.flatMap((form) => [...source.matchAll(form)].map((match) => match[1]!));
}

const allowed = /^(kernel-helpers|tslab|node:assert|node:assert\/strict)$/;

describe('every lecture notebook', () => {
  const files = notebooksIn('notebooks/lecture');
  it('there are notebooks, the index first', () => {
    assert.ok(files.length > 0);
    assert.equal(path.basename(files[0]!), '00-index.ipynb');
  });
  for (const file of files) {
    describe(path.basename(file), () => {
      const notebook = readNotebook(file);
      it('is nbformat 4.5 for the kernel `tslab` in TypeScript', () => {
        assert.equal(notebook.nbformat, 4);
        assert.ok(notebook.nbformat_minor >= 5);
        assert.equal(notebook.metadata.kernelspec?.name, 'tslab');
        assert.equal(notebook.metadata.kernelspec?.language, 'typescript');
      });
      it('has no outputs, no execution counts, no widget state', () => {
        for (const cell of code(notebook.cells)) {
          assert.deepEqual(cell.outputs, []);
          assert.equal(cell.execution_count ?? null, null);
        }
        assert.equal(notebook.metadata.widgets, undefined);
      });
      it('has unique cell ids and a slide type on every cell', () => {
        const ids = notebook.cells.map((cell) => cell.id);
        assert.equal(new Set(ids).size, ids.length);
        for (const cell of notebook.cells) {
          assert.match(cell.metadata.slideshow?.slide_type ?? 'none', /^(slide|subslide|fragment|skip|-)$/, `cell ${cell.id}`);
        }
      });
      it('keeps what the speaker alone reads in metadata, not among the text', () => {
        for (const cell of notebook.cells) {
          assert.match(cell.metadata.lecture_lab?.notes ?? 'none', /\S/, `cell ${cell.id}`);
          assert.doesNotMatch(text(cell), /for the speaker/i, `cell ${cell.id}`);
        }
      });
      it('imports only kernel-helpers, tslab and node:assert', () => {
        const names = code(notebook.cells).flatMap((cell) => importsOf(text(cell)));
        assert.deepEqual(
          names.filter((name) => !allowed.test(name)),
          [],
        );
      });
      it('has at most 150 lines of code, 25 a cell', () => {
        const counts = code(notebook.cells).map((cell) => lines(cell).length);
        assert.ok(Math.max(0, ...counts) <= 25, `the longest cell has ${Math.max(...counts)} lines`);
        const sum = counts.reduce((a, b) => a + b, 0);
        assert.ok(sum <= 150, `it has ${sum} lines`);
      });
      it('links only to notebooks that are there', () => {
        const links = notebook.cells.flatMap((cell) =>
          [...text(cell).matchAll(/\]\(([^)#]+\.ipynb)(#[^)]*)?\)/g)].map((match) => match[1]!),
        );
        assert.deepEqual(
          links.filter((link) => !existsSync(path.join(path.dirname(file), link))),
          [],
        );
      });
      it('begins with a title', () => assert.match(text(notebook.cells[0]!), /^# /));
    });
  }
});
