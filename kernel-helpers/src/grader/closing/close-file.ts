/** Removes declarations from a built file: a refusal takes their place, and what only they used is removed too. */
import { transformSync } from 'esbuild';
import ts from '../../kernel/shared/typescript.cjs';
import { refusalText } from '../grading/forbids.js';
import { declares } from './declaration.js';

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** As `refusal` makes it, for a file that imports nothing. */
const refusalSource = (name: string): string => `new Proxy(function () {}, {
  apply() { throw new Error(${JSON.stringify(refusalText(name))}); },
  construct() { throw new Error(${JSON.stringify(refusalText(name))}); },
  get(target, key) {
    if (typeof key === 'symbol' || key === 'then' || key === 'prototype' || key in Function.prototype) return Reflect.get(target, key);
    throw new Error(${JSON.stringify(refusalText(name))});
  },
})`;

/** @param local the name in the file @param name the public name, which the refusal says */
function replacement(statement: ts.Statement, local: string, name: string): string {
  const start = isExported(statement) ? 'export ' : '';
  // A function may be called before its line is reached, so its refusal is a function too.
  if (ts.isFunctionDeclaration(statement)) return `${start}function ${local}() { throw new Error(${JSON.stringify(refusalText(name))}); }`;
  const others = ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.filter(({ name: one }) => one.getText() !== local).map((one) => one.getText())
    : [];
  return [`${start}const ${local} = ${refusalSource(name)};`, ...others.map((one) => `${start}const ${one};`)].join('\n');
}

/** Removes what nothing uses. The file is read as TypeScript, which also removes an import whose names are not used; one without names stays. */
const shaken = (text: string): string => transformSync(text, { loader: 'ts', format: 'esm', target: 'node20', treeShaking: true }).code;

/**
 * @param text a built file, an ES module
 * @param closed public names by the name in the file
 * @returns the file without these declarations, their documentation, and what only they used
 * @throws Error where a name is not declared at the top of the file
 */
export function closeFile(text: string, closed: ReadonlyMap<string, string>): string {
  const file = ts.createSourceFile('file.js', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  let made = text;
  const left = new Set(closed.keys());
  for (const statement of [...file.statements].reverse()) {
    for (const local of declares(statement)) {
      const name = closed.get(local);
      if (name === undefined || !left.delete(local)) continue;
      made = `${made.slice(0, statement.getFullStart())}\n${replacement(statement, local, name)}${made.slice(statement.getEnd())}`;
      break;
    }
  }
  if (left.size > 0) throw new Error(`${[...left].join(', ')} is not declared at the top of its file`);
  // The first time, names that only dropped code uses still count as used.
  return shaken(shaken(made));
}
