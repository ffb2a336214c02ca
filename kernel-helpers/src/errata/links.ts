import { readFileSync } from 'node:fs';
import path from 'node:path';
import { formulaHtml } from '../core/formula-text.js';
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
 * It is the first code cell of the erratum's notebook that looks it up by its words (`erratum(7, '> 10%')`), else the first that takes it
 * out of the list by section and words (`errata.find((e) => e.section === 5 && e.slide.startsWith('AdaGrad'))`), else the first that takes the
 * section; without one, or where the notebook cannot be read, the notebook itself.
 *
 * @param folder of the notebooks, default the lecture's
 */
export function erratumLink(erratum: Erratum, folder: string = path.join(projectRoot, 'notebooks/lecture')): string {
  const file = `${erratum.notebook}.ipynb`;
  const cells = cellsOf(path.join(folder, file)).filter((cell) => cell.cell_type === 'code');
  const ways = [shows, lists(true), lists(false)];
  const id = ways.map((way) => cells.find((cell) => way(cell, erratum))).find((cell) => cell !== undefined)?.id;
  return id ? `${file}#cell-id=${encodeURIComponent(id)}` : file;
}

const sourceOf = ({ source }: Cell): string => (typeof source === 'string' ? source : source.join(''));

/** Whether a cell takes an erratum out of the list by its section, and by words where it gives some. */
const lists =
  (byWords: boolean) =>
  (cell: Cell, { section, slide, right }: Erratum): boolean =>
    [...sourceOf(cell).matchAll(/\berrata\s*\.\s*(?:filter|find)\(([\s\S]*?)\)[;!.,]/g)].some(([, test = '']) => {
      if (!new RegExp(`\\bsection === ${section}\\b`).test(test)) return false;
      const words = [...test.matchAll(/'([^']{3,})'/g)].flatMap(([, word = '']) => (/^\d+$/.test(word) ? [] : [word]));
      return byWords ? words.some((word) => `${slide} ${right}`.includes(word)) : words.length === 0;
    });

function shows(cell: Cell, { section, slide }: Erratum): boolean {
  const source = sourceOf(cell);
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
    const cells = [String(i + 1), String(erratum.section), ...[erratum.slide, erratum.right, erratum.why].map(typeset)];
    return `| ${cells.join(' | ')} | [${erratum.notebook}](${erratumLink(erratum, folder)}) |`;
  });
  return [`| | section | the slide says | ${right} | why | shown in |`, '|---|---|---|---|---|---|', ...rows].join('\n');
}

/** Text whose formulas have their indices low and their exponents high. */
const typeset = (text: string): string => formulaHtml(text.replace(/\s+/g, ' '), plain);

/** Text that Markdown must not read as markup, in one line. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|$~#]/g, (c) => `&#${c.charCodeAt(0)};`);
}
