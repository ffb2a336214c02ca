/**
 * Cells that get along without TensorFlow: of the lab's helpers they import the checks only. Importing all helpers loads TensorFlow, and to
 * check the cell reads the types of all: each takes longer than to grade a small task.
 */

import { helpersSymbol } from '../../kernel/index.js';
import ts from '../../kernel/shared/typescript.cjs';

/** What `grading/index.ts` gives. */
const checks: ReadonlySet<string> = new Set(['checks', 'expectClose', 'expectEqual', 'expectThat', 'expectThrows', 'forbids']);
const types: ReadonlySet<string> = new Set([...checks, 'Check']);

/** Modules of Node and of the tests lead to no TensorFlow; a file beside the notebook or another package may. */
function isLight(statement: ts.Statement): boolean {
  if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return true;
  const { text } = statement.moduleSpecifier;
  if (text !== 'kernel-helpers') return text.startsWith('node:');
  const bindings = statement.importClause?.namedBindings;
  if (statement.importClause?.name || !bindings || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.every((one) => (one.isTypeOnly ? types : checks).has((one.propertyName ?? one.name).text));
}

/** Whether nothing in these cells can ask for more of `kernel-helpers` than the checks. */
export const areLight = (sources: readonly string[]): boolean =>
  sources.every((text) => {
    // Whoever imports while the cell runs may ask for anything.
    if (/\bimport\s*(\(|\.meta)|\brequire\b|createRequire|\beval\b|\bFunction\b/.test(text)) return false;
    return ts.createSourceFile('cell.ts', text, ts.ScriptTarget.Latest, false).statements.every(isLight);
  });

/** From now on `import … from 'kernel-helpers'` in the cells of this process loads the checks only, and their types. */
export function useChecksOnly(): void {
  (globalThis as { [helpersSymbol]?: string })[helpersSymbol] = new URL('../grading/index.js', import.meta.url).href;
}
