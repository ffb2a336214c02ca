import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { type Cell, notebooksIn, readNotebook, text } from '../support/notebook-files.js';
import { reference } from '../support/reference.js';

interface Slides {
  source: string;
  slides: Record<string, { code: string; figures: Record<string, number | number[]> }>;
}

const { slides } = reference<Slides>('slides');
const cells = new Map<string, { cell: Cell; notebook: string }>();
for (const file of notebooksIn('notebooks/lecture')) {
  for (const cell of readNotebook(file).cells) if (cell.id) cells.set(cell.id, { cell, notebook: path.basename(file) });
}

/** The figures that a cell holds as `const keras = { … };`. */
function figuresIn(source: string): unknown {
  const literal = /^const keras(?:: [^=]+)? = (\{[\s\S]*?\});/m.exec(source)?.[1];
  assert.ok(literal, 'the cell has no `const keras = { … };`');
  return JSON.parse(JSON.stringify(vm.runInNewContext(`(${literal})`)));
}

describe("the slides' Keras and NumPy code", () => {
  it('is stored with the figures of its last run', () => {
    const folder = path.join(projectRoot, 'test/reference/slides');
    const stored = Object.entries(slides).map(([name, { code }]) => [`${name}.py`, code]);
    assert.deepEqual(
      stored,
      readdirSync(folder)
        .sort()
        .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
      'run test/reference/slides.py again',
    );
  });

  for (const [name, { code, figures }] of Object.entries(slides)) {
    it(`${name}: a notebook shows the code folded and asserts its figures in the next cell`, () => {
      const [shown, asserted] = [cells.get(`keras-${name}-code`), cells.get(`keras-${name}`)];
      assert.ok(shown && asserted, `no notebook has the cells keras-${name}-code and keras-${name}`);
      assert.equal(shown.notebook, asserted.notebook);
      const prose = text(shown.cell);
      assert.match(prose, /<details><summary>Show the slide's Keras<\/summary>/);
      assert.equal(/```python\n([\s\S]*?)\n```/.exec(prose)?.[1], code.trimEnd());
      assert.equal(shown.cell.metadata.slideshow?.slide_type, 'subslide', 'in a deck the code is a vertical slide');
      const source = text(asserted.cell);
      assert.deepEqual(figuresIn(source), figures);
      assert.match(source, /\b(assert|expectClose)\b/);
    });
  }
});
