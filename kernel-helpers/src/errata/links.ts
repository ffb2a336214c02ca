import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../core/index.js';
import { errataKinds, ofKind } from './kinds.js';
import type { Erratum, ErratumKind } from './types.js';

interface Cell {
  readonly id?: string;
  readonly cell_type: string;
  readonly source: string | readonly string[];
}

/**
 * The address of the cell that shows an erratum, seen from another lecture notebook: `18-mislabelled-data.ipynb#cell-id=13-18-ab12cd`.
 * It is the first code cell of the erratum's notebook that looks it up by its words (`erratum(7, '> 10%')`); without one, or where
 * the notebook cannot be read, the notebook itself.
 *
 * @param folder of the notebooks, default the lecture's
 */
export function erratumLink(erratum: Erratum, folder: string = path.join(projectRoot, 'notebooks/lecture')): string {
  const file = `${erratum.notebook}.ipynb`;
  const id = cellsOf(path.join(folder, file)).find((cell) => shows(cell, erratum))?.id;
  return id ? `${file}#cell-id=${encodeURIComponent(id)}` : file;
}

function shows(cell: Cell, { section, slide }: Erratum): boolean {
  if (cell.cell_type !== 'code') return false;
  const source = typeof cell.source === 'string' ? cell.source : cell.source.join('');
  const calls = source.matchAll(/\berratum\(\s*(\d)\s*,\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`([^`]*)`)/g);
  for (const [, number, single, double, back] of calls) {
    const words = (single ?? double ?? back ?? '').replace(/\\(.)/g, '$1');
    if (Number(number) === section && words !== '' && slide.includes(words)) return true;
  }
  return false;
}

function cellsOf(file: string): readonly Cell[] {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { cells: Cell[] }).cells;
  } catch {
    return [];
  }
}

/**
 * The errata as Markdown tables, one for each kind, each row with a link to the cell that shows it. For `showMarkdown`.
 * @param folder of the notebooks, default the lecture's
 */
export function errataMarkdown(list: readonly Erratum[], folder?: string): string {
  const kinds = Object.keys(errataKinds) as ErratumKind[];
  const tables = kinds.flatMap((kind) => {
    const rows = ofKind(list, kind);
    const { title, about, right } = errataKinds[kind];
    return rows.length === 0 ? [] : [`**${title}** (${rows.length}). ${about}\n\n${table(rows, right, folder)}`];
  });
  return tables.join('\n\n');
}

function table(list: readonly Erratum[], right: string, folder: string | undefined): string {
  const rows = list.map((erratum, i) => {
    const cells = [String(i + 1), String(erratum.section), erratum.slide, erratum.right, erratum.why].map(plain);
    return `| ${cells.join(' | ')} | [${erratum.notebook}](${erratumLink(erratum, folder)}) |`;
  });
  return [`| | section | the slide says | ${right} | why | shown in |`, '|---|---|---|---|---|---|', ...rows].join('\n');
}

/** Text that Markdown must not read as markup, in one line. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|$~#]/g, (c) => `&#${c.charCodeAt(0)};`);
}
