/** Finds the cells for each page of the slides, from docs/COVERAGE.md and the notebooks' headings. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../setup/paths.mjs';
import { slidePages } from './pages.mjs';

/** @typedef {{ id: string, cell_type: string, source: string[], metadata: Record<string, any> }} Cell */
/** @typedef {{ file: string, cells: Cell[] }} Notebook `file`: its name with .ipynb */
/** @typedef {{ file: string, id: string, heading: string }} Place the section of a notebook, by the cell that holds its heading */

const folder = inRoot('notebooks/lecture');

/** @returns {Notebook[]} in the order of their numbers */
export const readNotebooks = () =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ipynb'))
    .sort()
    .map((file) => ({ file, cells: JSON.parse(readFileSync(path.join(folder, file), 'utf8')).cells }));

/** The rows of COVERAGE.md: the pages with a line of the slides, and the cells that cover the line. */
export function coverageRows(text = readFileSync(inRoot('docs/COVERAGE.md'), 'utf8')) {
  return text
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .map((line) => {
      const [pages = '', line_ = '', cells = ''] = line.slice(2, -2).split(' | ');
      const places = [...cells.matchAll(/\[\d\d\]\(\.\.\/notebooks\/lecture\/([^)]+)\)((?: `[^`]+`)+)/g)];
      return {
        pages: pages.split(', ').map(Number),
        line: line_,
        cells: places.flatMap(([, file = '', ids = '']) => [...ids.matchAll(/`([^`]+)`/g)].map(([, id = '']) => ({ file, id }))),
      };
    });
}

/** The heading of a cell: of the levels 1 to `deepest`. @param {Cell} cell @param {number} deepest */
export function headingOf({ cell_type, source }, deepest) {
  if (cell_type !== 'markdown') return undefined;
  // A comment of Python in a block of code begins with # too.
  const prose = source.join('').replace(/^```[\s\S]*?^```/gm, '');
  return new RegExp(`^#{1,${deepest}} +(.*)$`, 'm').exec(prose)?.[1];
}

/**
 * The section that a cell stands in: the nearest cell above it, or itself, that holds a heading.
 * @param {Notebook} notebook @param {string} id @param {number} [deepest] level of the headings that count
 * @returns {Place}
 * @throws {Error} where the notebook has no such cell
 */
export function placeOf({ file, cells }, id, deepest = 3) {
  const at = cells.findIndex((cell) => cell.id === id);
  if (at < 0) throw new Error(`docs/COVERAGE.md names the cell ${id}, which ${file} does not have`);
  for (let i = at; i >= 0; i--) {
    const cell = /** @type {Cell} */ (cells[i]);
    const heading = headingOf(cell, deepest);
    if (heading !== undefined) return { file, id: cell.id, heading };
  }
  throw new Error(`${file} has no heading above the cell ${id}`);
}

/**
 * For each page of the slides the sections that show it, in the order of the notebooks.
 * @param {readonly Notebook[]} notebooks @param {number} [deepest] level of the headings that count
 * @returns {Map<number, Place[]>}
 */
export function placesByPage(notebooks, deepest = 3, rows = coverageRows()) {
  const byFile = new Map(notebooks.map((notebook) => [notebook.file, notebook]));
  const order = new Map(notebooks.flatMap(({ file, cells }) => cells.map((cell) => `${file} ${cell.id}`)).map((key, i) => [key, i]));
  const rank = (/** @type {Place} */ { file, id }) => order.get(`${file} ${id}`) ?? 0;
  return new Map(
    slidePages.map(({ page }) => {
      /** @type {Map<string, Place>} */
      const found = new Map();
      for (const { file, id } of rows.filter(({ pages }) => pages.includes(page)).flatMap(({ cells }) => cells)) {
        const notebook = byFile.get(file);
        if (!notebook) throw new Error(`docs/COVERAGE.md names ${file}, which is not there`);
        const place = placeOf(notebook, id, deepest);
        found.set(`${file} ${place.id}`, place);
      }
      return [page, [...found.values()].sort((a, b) => rank(a) - rank(b))];
    }),
  );
}
