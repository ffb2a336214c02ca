import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { notebooksIn, readNotebook, text } from '../support/notebook-files.js';

const entries = (page: string): string[] => page.split('\n').filter((line) => line.startsWith('- '));
const known = entries(readFileSync(path.join(projectRoot, 'docs/BIBLIOGRAPHY.md'), 'utf8'));

describe('docs/BIBLIOGRAPHY.md', () => {
  it('has each entry once', () => {
    assert.ok(known.length > 30);
    assert.equal(new Set(known).size, known.length);
  });

  const sources = notebooksIn('notebooks/lecture').flatMap((file) => {
    const cell = readNotebook(file).cells.find((each) => text(each).startsWith('## Sources and further reading\n'));
    return cell ? [{ name: path.basename(file), mine: entries(text(cell)) }] : [];
  });

  it('has sources for every section of the lecture', () => {
    const numbers = new Set(sources.map(({ name }) => name.slice(0, 2)));
    for (const number of ['03', '04', '05', '06', '08', '10', '11', '12', '14', '16', '17', '18', '19'])
      assert.ok(numbers.has(number), number);
  });

  for (const { name, mine } of sources) {
    it(`has what ${name} names`, () => {
      assert.ok(mine.length > 0);
      for (const entry of mine) assert.ok(known.includes(entry), `not in docs/BIBLIOGRAPHY.md: ${entry}`);
    });
  }
});
