import { strict as assert } from 'node:assert';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { answered, answersOf } from '../../scripts/export/answers.mjs';
import { type Cell, notebooksIn, readNotebook, text } from '../support/notebook-files.js';

const asks = /\b(checkAnswer|checkCode|showRubric)(<[^>]*>)?\(/;
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
