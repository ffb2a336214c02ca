/** What the grader needs of a notebook: its code cells by what nbgrader says of them, and the names that solution cells declare. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

const source = (cell) => (Array.isArray(cell.source) ? cell.source.join('') : String(cell.source ?? ''));

/** Code cells with their nbgrader marks. @param {string} file */
export function readCells(file) {
  const notebook = JSON.parse(readFileSync(file, 'utf8'));
  return notebook.cells
    .map((cell, index) => ({ index, cell }))
    .filter(({ cell }) => cell.cell_type === 'code')
    .map(({ index, cell }) => {
      const mark = cell.metadata?.nbgrader ?? {};
      const kind = mark.solution ? 'solution' : mark.grade ? 'test' : 'given';
      return { index, kind, id: mark.grade_id, points: Number(mark.points ?? 0), source: source(cell) };
    });
}

/** Names that a cell declares at its top level. */
export function declaredNames(text) {
  const file = ts.createSourceFile('cell.ts', text, ts.ScriptTarget.Latest, false);
  const names = [];
  const binding = (name) => {
    if (ts.isIdentifier(name)) names.push(name.text);
    else for (const element of name.elements) if (ts.isBindingElement(element)) binding(element.name);
  };
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) for (const declaration of statement.declarationList.declarations) binding(declaration.name);
    else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name) names.push(statement.name.text);
  }
  return names;
}
