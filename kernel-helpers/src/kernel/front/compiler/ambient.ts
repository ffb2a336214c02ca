/**
 * `declare module 'x' { … }` for a module that has no types: TypeScript allows it only in a script, and a cell is a module. Such
 * declarations move to a declaration file in memory; the cell keeps blanks in their place, so that positions stay.
 */
import { ts } from './ts.js';

export interface Split {
  readonly cell: string;
  /** The text of the declaration file; empty where there is nothing to move. */
  readonly ambient: string;
}

/** @param hasTypes whether a module is known to the checker, and the declaration adds to it */
export function splitAmbient(text: string, hasTypes: (name: string) => boolean): Split {
  if (!/\bdeclare\s+module\s*['"]/.test(text)) return { cell: text, ambient: '' };
  const file = ts.createSourceFile('cell.mts', text, ts.ScriptTarget.ESNext);
  let cell = text;
  let ambient = '';
  for (const statement of file.statements) {
    if (!ts.isModuleDeclaration(statement) || !ts.isStringLiteral(statement.name) || hasTypes(statement.name.text)) continue;
    const [start, end] = [statement.getStart(file), statement.end];
    ambient += `${text.slice(start, end)}\n`;
    cell = cell.slice(0, start) + cell.slice(start, end).replace(/[^\r\n]/g, ' ') + cell.slice(end);
  }
  return { cell, ambient };
}
