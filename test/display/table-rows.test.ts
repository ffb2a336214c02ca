import assert from 'node:assert/strict';
import { showTable } from '../../kernel-helpers/src/display/index.js';

interface Summary {
  readonly name: string;
  readonly mean: number;
}

describe('tables of results', () => {
  it('take rows that are interfaces, as the rooms return them', () => {
    const rows: readonly Summary[] = [{ name: 'relu', mean: 0.9 }];
    const lines: unknown[] = [];
    const log = console.log;
    console.log = (line) => lines.push(line);
    try {
      showTable(rows);
    } finally {
      console.log = log;
    }
    assert.match(String(lines[0]), /\[table\] 1 row of name, mean/);
  });
});
