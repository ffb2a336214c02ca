/** The tables of COVERAGE.md and TEACHING.md point at cells by notebook and id. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { notebooksIn, readNotebook } from '../support/notebook-files.js';

const read = (page: string): string => readFileSync(path.join(projectRoot, 'docs', page), 'utf8');
const ids = new Map(
  notebooksIn('notebooks/lecture').map((file) => [path.basename(file), new Set(readNotebook(file).cells.map((cell) => cell.id))] as const),
);

/** Cells of a column: a link to a notebook, then ids in code marks. */
const cellsOf = (column: string): { notebook: string; number: string; cells: string[] }[] =>
  [...column.matchAll(/\[(\d\d)\]\(\.\.\/notebooks\/lecture\/([^)]+)\)((?: `[^`]+`)+)/g)].map(([, number, notebook, list]) => ({
    number: number!,
    notebook: notebook!,
    cells: [...list!.matchAll(/`([^`]+)`/g)].map(([, id]) => id!),
  }));

/** The rows of all tables of a page, as cells without the outer bars. */
const rowsOf = (page: string): string[][] =>
  read(page)
    .split('\n')
    .filter((line) => /^\| /.test(line) && !/^\| (page|minute) \|/.test(line))
    .map((line) => line.slice(2, -2).split(' | '));

for (const page of ['COVERAGE.md', 'TEACHING.md']) {
  describe(`docs/${page}`, () => {
    it('points at cells that are there', () => {
      const pointed = rowsOf(page).flatMap((row) => row.flatMap(cellsOf));
      assert.ok(pointed.length > 15);
      for (const { notebook, number, cells } of pointed) {
        assert.ok(notebook.startsWith(`${number}-`), notebook);
        const known = ids.get(notebook);
        assert.ok(known, `${notebook} is not there`);
        for (const id of cells) assert.ok(known.has(id), `${notebook} has no cell ${id}`);
      }
    });
  });
}

describe('docs/COVERAGE.md', () => {
  const rows = rowsOf('COVERAGE.md');
  const states = rows.map((row) => /^(full|partial|missing)\b/.exec(row[3] ?? '')?.[1]);

  it('says of each line whether it is covered, and of each that is not fully covered what is missing', () => {
    rows.forEach(([, topic, cells, state], i) => {
      assert.ok(states[i], `${topic}: ${state}`);
      if (states[i] === 'partial') assert.match(state!, /^partial: .{5,}/, topic);
      if (states[i] !== 'missing') assert.ok(cellsOf(cells!).length > 0, topic);
    });
  });

  it('counts its lines', () => {
    const count = (state: string) => states.filter((each) => each === state).length;
    assert.ok(
      read('COVERAGE.md').includes(
        `Of ${rows.length} lines ${count('full')} are full, ${count('partial')} partial, ${count('missing')} missing.`,
      ),
    );
  });
});

describe('docs/TEACHING.md', () => {
  it('fills ninety minutes in order', () => {
    const minutes = rowsOf('TEACHING.md').map(([minute]) => Number(minute));
    assert.equal(minutes[0], 0);
    assert.ok(minutes.at(-1)! < 90);
    minutes.forEach((minute, i) => {
      if (i > 0) assert.ok(minute > minutes[i - 1]! && minute - minutes[i - 1]! <= 8, `minute ${minute}`);
    });
  });
});
