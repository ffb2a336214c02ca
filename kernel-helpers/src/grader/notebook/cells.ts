/** What the grader needs of a notebook: its code cells by nbgrader's metadata, and the names that solution cells declare. */
import { readFileSync } from 'node:fs';
import ts from '../../kernel/shared/typescript.cjs';

/** `given`: written by the lecturer; `solution`: to be written by the student; `test`: decides points. */
export type CellRole = 'given' | 'solution' | 'test';

export interface GradedCell {
  /** Its place among all cells of the notebook. */
  readonly index: number;
  readonly kind: CellRole;
  /** nbgrader's name of the cell; absent for a cell that nbgrader does not manage. */
  readonly id: string | undefined;
  readonly points: number;
  /** The student must not change it. */
  readonly locked: boolean;
  readonly source: string;
}

interface NotebookCell {
  readonly cell_type: string;
  readonly source?: string | readonly string[];
  readonly metadata?: { readonly nbgrader?: { solution?: boolean; grade?: boolean; locked?: boolean; grade_id?: string; points?: number } };
}

/** The text of a cell. */
export const sourceOf = ({ source }: { readonly source?: string | readonly string[] }): string =>
  typeof source === 'string' ? source : (source ?? []).join('');

/** All cells of a notebook. @throws SyntaxError where the file is not a notebook */
export function cellsOf(file: string): readonly NotebookCell[] {
  const { cells } = JSON.parse(readFileSync(file, 'utf8')) as { cells: readonly NotebookCell[] };
  return cells;
}

/** Code cells with their nbgrader marks. */
export function readCells(file: string): GradedCell[] {
  return cellsOf(file).flatMap((cell, index) => {
    if (cell.cell_type !== 'code') return [];
    const mark = cell.metadata?.nbgrader ?? {};
    const kind = mark.solution ? 'solution' : mark.grade ? 'test' : 'given';
    return [{ index, kind, id: mark.grade_id, points: Number(mark.points ?? 0), locked: mark.locked === true, source: sourceOf(cell) }];
  });
}

/** Names that a cell declares at its top level. */
export function declaredNames(text: string): string[] {
  const file = ts.createSourceFile('cell.ts', text, ts.ScriptTarget.Latest, false);
  const names: string[] = [];
  const binding = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) names.push(name.text);
    else for (const element of name.elements) if (ts.isBindingElement(element)) binding(element.name);
  };
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) for (const declaration of statement.declarationList.declarations) binding(declaration.name);
    else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) && statement.name)
      names.push(statement.name.text);
  }
  return names;
}
