/** The names that an assignment forbids, as its own cells say it: `forbids(['ewa'])`. */
import ts from '../../kernel/shared/typescript.cjs';
import { GraderError } from '../grader-error.js';
import type { GradedCell } from '../notebook/cells.js';

function namesOf(call: ts.CallExpression): string[] {
  const [list] = call.arguments;
  const texts = list && ts.isArrayLiteralExpression(list) ? list.elements : [];
  if (texts.length === 0 || !texts.every((one) => ts.isStringLiteralLike(one)))
    throw new GraderError(`forbids must be called with a list of texts, such as forbids(['ewa']), got ${call.getText()}`);
  return texts.map((one) => (one as ts.StringLiteralLike).text);
}

/**
 * The names in all calls of `forbids` at the top level of a cell that the student may not change.
 * @throws GraderError where the names are not written out
 */
export function forbiddenNames(cells: readonly GradedCell[]): string[] {
  const names = cells
    .filter(({ kind, source }) => kind === 'given' && source.includes('forbids'))
    .flatMap(({ source }) =>
      ts.createSourceFile('cell.ts', source, ts.ScriptTarget.Latest, true).statements.flatMap((statement) => {
        if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return [];
        const { expression } = statement.expression;
        return ts.isIdentifier(expression) && expression.text === 'forbids' ? namesOf(statement.expression) : [];
      }),
    );
  return [...new Set(names)].sort();
}
