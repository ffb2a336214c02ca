import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { notebookMetadata } from '../../scripts/kernel/notebook-metadata.mjs';
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

/** Whether JupyterLab, pages and decks show the cell's code folded. */
const folded = (cell: Cell) => cell.metadata.jupyter?.source_hidden === true;

/** Lines over 100 characters in code cells and in blocks of code within texts. */
function longLines(cells: Cell[]): string[] {
  return cells.flatMap((cell) => {
    const blocks =
      cell.cell_type === 'code' ? [text(cell)] : [...text(cell).matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
    return blocks.flatMap((block) => block.split('\n').filter((line) => line.length > 100)).map((line) => `${cell.id}: ${line}`);
  });
}

const allowed = /^(kernel-helpers|tslab|node:assert|node:assert\/strict)$/;

describe('every lecture notebook', () => {
  let metadata: object;
  before(async function () {
    this.timeout(120_000);
    metadata = await notebookMetadata();
  });
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
      it('has the metadata that the kernel reports, so that opening it changes nothing', () => {
        assert.deepEqual(notebook.metadata, metadata, 'run `npm run docs`');
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
      it('has at most 25 lines of code a cell, and 150 in the cells that are not folded', () => {
        const counts = code(notebook.cells).map((cell) => lines(cell).length);
        assert.ok(Math.max(0, ...counts) <= 25, `the longest cell has ${Math.max(...counts)} lines`);
        const sum = code(notebook.cells)
          .filter((cell) => !folded(cell))
          .reduce((total, cell) => total + lines(cell).length, 0);
        assert.ok(sum <= 150, `it has ${sum} lines`);
      });
      it('has no line of code over 100 characters, which would run out of its cell', () => {
        assert.deepEqual(longLines(notebook.cells), []);
      });
      it('folds imports and assertions, so that a reader meets code that shows something', () => {
        for (const cell of code(notebook.cells)) {
          const source = text(cell);
          if (/^import /.test(source)) assert.ok(folded(cell), `the imports of ${cell.id} are not folded`);
          const exercise = /\bcheck(Answer|Code)(<[^>]*>)?\(|\bshowRubric\(/.test(source);
          const asserts = /^(if \(.*\) )?(assert\b|expectClose\b)/m.test(source);
          assert.ok(!asserts || folded(cell) || exercise, `an assertion of ${cell.id} is not folded`);
        }
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
      it('calls a number a number: readers take "figure" for a picture', () => {
        const prose = notebook.cells
          .filter(({ cell_type: type }) => type === 'markdown')
          .map((cell) => text(cell).replace(/```[\s\S]*?```/g, ''));
        assert.deepEqual(
          prose.filter((words) => /\bfigures?\b/i.test(words)),
          [],
        );
      });
      it('begins with a title', () => assert.match(text(notebook.cells[0]!), /^# /));
    });
  }
});

describe('code that students read elsewhere', () => {
  for (const file of notebooksIn('notebooks/assignments/source')) {
    it(`${path.basename(file)} has no line of code over 100 characters`, () => {
      assert.deepEqual(longLines(readNotebook(file).cells), []);
    });
  }
  it('model answers have no line of code over 100 characters', () => {
    const folder = path.join(projectRoot, 'notebooks/answers');
    for (const name of readdirSync(folder)) {
      const source = readFileSync(path.join(folder, name), 'utf8');
      assert.deepEqual(longLines([{ cell_type: 'markdown', id: name, source, metadata: {} }]), []);
    }
  });
});
