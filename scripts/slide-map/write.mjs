/** Writes the map of the slides into the notebooks: the tables of notebook 00, and the line under each section's heading. */
import { readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from '../setup/paths.mjs';
import { readNotebooks } from './map.mjs';
import { headingSources, mapTable, tableId, tableSections } from './tables.mjs';

/** The source of each cell that is made from docs/COVERAGE.md, by the cell's id. */
export function madeCells() {
  const notebooks = readNotebooks();
  return new Map(
    notebooks.map((notebook) => {
      if (!notebook.file.startsWith('00-')) return [notebook.file, headingSources(notebook, notebooks)];
      const tables = tableSections.map((section) => [tableId(section), mapTable(section, notebooks).split(/(?<=\n)/)]);
      return [notebook.file, new Map(/** @type {[string, string[]][]} */ (tables))];
    }),
  );
}

/** @returns {string[]} the files that have changed */
export function writeSlideMap() {
  const changed = [];
  for (const [file, cells] of madeCells()) {
    const full = inRoot('notebooks/lecture', file);
    const before = readFileSync(full, 'utf8');
    const notebook = JSON.parse(before);
    for (const cell of notebook.cells) cell.source = cells.get(cell.id) ?? cell.source;
    const after = `${JSON.stringify(notebook, null, 1)}\n`;
    if (after === before) continue;
    writeFileSync(full, after);
    changed.push(file);
  }
  return changed;
}
