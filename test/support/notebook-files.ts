/** The notebooks of the repository, read as plain JSON. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';

export interface Cell {
  cell_type: 'code' | 'markdown' | 'raw';
  id?: string;
  source: string | string[];
  outputs?: unknown[];
  execution_count?: number | null;
  metadata: {
    slideshow?: { slide_type?: string };
    jupyter?: { source_hidden?: boolean };
    nbgrader?: { solution?: boolean; grade?: boolean };
    /** `notes`: what only the speaker reads. */
    lecture_lab?: { notes?: string };
  };
}

export interface Notebook {
  cells: Cell[];
  metadata: {
    kernelspec?: { name?: string; language?: string; display_name?: string };
    language_info?: { name?: string };
    widgets?: unknown;
  };
  nbformat: number;
  nbformat_minor: number;
}

/** A cell's text, whichever way the file stores it. */
export const text = (cell: Cell): string => (Array.isArray(cell.source) ? cell.source.join('') : cell.source);

/** Paths of all notebooks below a folder of the project, sorted. */
export function notebooksIn(folder: string): string[] {
  const top = path.join(projectRoot, folder);
  return readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ipynb') && !name.includes('.ipynb_checkpoints'))
    .sort()
    .map((name) => path.join(top, name));
}

export const readNotebook = (file: string): Notebook => JSON.parse(readFileSync(file, 'utf8')) as Notebook;
