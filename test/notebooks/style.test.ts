/** One house style for all lecture notebooks: titles, goals, what to see, the link to the next notebook, decimals. */
import { strict as assert } from 'node:assert';
import path from 'node:path';
import { type Cell, notebooksIn, readNotebook, text } from '../support/notebook-files.js';

const files = notebooksIn('notebooks/lecture').filter((file) => /^\d\d-/.test(path.basename(file)));
const titleOf = (file: string) => text(readNotebook(file).cells[0]!).split('\n')[0]!.replace(/^# /, '');
const markdown = (cells: Cell[]) => cells.filter(({ cell_type: type }) => type === 'markdown');

/** The texts of a cell without code, addresses and the like. */
const prose = (cell: Cell) =>
  text(cell)
    .replace(/```[\s\S]*?```/g, '')
    .replace(/`[^`\n]*`/g, '')
    .replace(/\]\([^)]*\)/g, ']');

describe('the house style of the lecture notebooks', () => {
  for (const [i, file] of files.entries()) {
    const { cells } = readNotebook(file);
    const first = text(cells[0]!);
    it(`${path.basename(file)}: its title begins with its number, then come the slides and two to four numbered goals`, () => {
      assert.match(first, new RegExp(`^# ${path.basename(file).slice(0, 2)} [A-Z]`));
      assert.match(first, /^\*Slides covered: [\s\S]*?\.\*$/m);
      const goals = /After this notebook you can\n\n([\s\S]*)/.exec(first)?.[1]?.match(/^\d\. /gm) ?? [];
      assert.ok(goals.length >= 2 && goals.length <= 4, `it has ${goals.length} goals`);
      assert.deepEqual(
        goals,
        goals.map((_, k) => `${k + 1}. `),
      );
    });

    it(`${path.basename(file)}: the text that reads a picture or a table begins with "What to see"`, () => {
      for (const [k, cell] of cells.entries()) {
        const shown = cells.slice(0, k).findLast((one) => one.cell_type !== 'code' || !one.metadata.jupyter?.source_hidden);
        const source = shown?.cell_type === 'code' ? text(shown) : '';
        const pictures = /\bshow(Chart|Images|Figure)\(/.test(source) && !/\bcheck(Answer|Code)\b|\bshowRubric\b/.test(source);
        if (cell.cell_type !== 'markdown' || !pictures || /^(#|\|)/.test(text(cell))) continue;
        assert.match(text(cell), /^\*\*What to see\.\*\*/, `cell ${cell.id}`);
      }
      assert.ok(!cells.some((cell) => text(cell).includes('**How to read it')));
    });

    it(`${path.basename(file)}: leads to the next notebook by its title`, () => {
      const links = markdown(cells).flatMap((cell) => [...text(cell).matchAll(/\*\*Next:\*\* \[([^\]]*)\]\(([^)]*)\)/g)]);
      const next = files[i + 1];
      assert.deepEqual(
        links.map(([, title, address]) => ({ title, address })),
        next ? [{ title: titleOf(next), address: path.basename(next) }] : [],
      );
    });

    it(`${path.basename(file)}: writes decimals with a digit before the point`, () => {
      const bare = markdown(cells).flatMap((cell) =>
        (prose(cell).match(/(?<![\w.)\]}])\.\d+/g) ?? []).map((number) => `${cell.id}: ${number}`),
      );
      assert.deepEqual(bare, []);
    });
  }
});
