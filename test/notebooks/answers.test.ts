import { strict as assert } from 'node:assert';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { answered, answersOf } from '../../scripts/export/answers.mjs';
import { type Cell, notebooksIn, readNotebook, text } from '../support/notebook-files.js';
import { rightExpressions, wrongAnswers } from '../support/wrong-answers.js';

const asks = /\b(checkAnswer|checkCode|showRubric)(<[^>]*>)?\(/;

/** The third argument of every `checkAnswer` of a cell: what is right. */
function rightOnes(source: string): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'checkAnswer') found.push(node.arguments[2]!);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('cell.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

/** Whether an expression is a function, or the name of a function that the cell declares. */
const isTest = (right: ts.Expression, source: string) =>
  ts.isArrowFunction(right) || (ts.isIdentifier(right) && new RegExp(`const ${right.text} = \\([^)]*\\) =>`).test(source));

const exercises = (cells: Cell[]) => cells.filter((cell) => cell.cell_type === 'code' && asks.test(text(cell)));

describe('the model answers of the lecturer’s edition', () => {
  for (const file of notebooksIn('notebooks/lecture')) {
    const name = path.basename(file, '.ipynb');
    it(`${name}: every exercise has one, and no answer is left over`, () => {
      const { cells } = readNotebook(file);
      const answers = answersOf(name);
      assert.deepEqual(
        Object.keys(answers).sort(),
        exercises(cells)
          .map((cell) => cell.id!)
          .sort(),
      );
      for (const cell of exercises(cells)) assert.doesNotThrow(() => answered(text(cell), answers[cell.id!]!));
    });
  }

  it('stand in no check: an answer is tested by a property that it must have, and no check shows what is right', () => {
    let checked = 0;
    for (const file of notebooksIn('notebooks/lecture')) {
      const answers = answersOf(path.basename(file, '.ipynb'));
      for (const cell of exercises(readNotebook(file).cells)) {
        const source = text(cell);
        for (const right of rightOnes(source)) {
          assert.ok(isTest(right, source), `${cell.id}: ${right.getText()} is the answer itself`);
          checked++;
        }
        for (const answer of rightExpressions(answers[cell.id!]!))
          assert.ok(!source.replace(/\s/g, '').includes(answer), `${cell.id} shows ${answer}`);
      }
    }
    assert.ok(checked >= 25, `only ${checked} answers are checked`);
  });

  it('can be made wrong in three ways: numbers, words, NaN and functions', () => {
    const answer = 'So:\n\n```ts\nconst A: number | undefined = 2 / n;\nfunction f(x: number): number {\n  return x;\n}\n```\n';
    const [first, , third] = wrongAnswers(answer);
    assert.match(first!, /const A: number \| undefined = .*1\.5 \* \(2 \/ n\) \+ 1/);
    assert.match(third!, /function f\(x: number\): number \{\n {2}throw new Error/);
    assert.deepEqual(wrongAnswers('Only words.'), []);
    assert.deepEqual(rightExpressions(answer), ['2/n']);
  });

  it('belong to notebooks that are there', () => {
    const names = notebooksIn('notebooks/lecture').map((file) => path.basename(file, '.ipynb'));
    for (const file of readdirSync(path.join(projectRoot, 'notebooks/answers')))
      assert.ok(names.includes(path.basename(file, '.md')), file);
  });

  it('take the place of the student’s own declarations, and refuse a name that the cell does not have', () => {
    const cell =
      "const A: number | undefined = undefined; // yours\nfunction f(x: number): number {\n  throw new Error('to do');\n}\ncheckAnswer('q', A, 2, {});";
    const answer = 'So:\n\n```ts\nconst A = 2;\nfunction f(x: number): number {\n  return x;\n}\n```\n';
    assert.equal(answered(cell, answer), "const A = 2;\nfunction f(x: number): number {\n  return x;\n}\ncheckAnswer('q', A, 2, {});");
    assert.throws(() => answered(cell, '```ts\nconst B = 2;\n```'), /declares no B/);
  });
});
