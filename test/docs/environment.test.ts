import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';

const read = (file: string): string => readFileSync(path.join(projectRoot, file), 'utf8');
const name = /\bLECTURE_LAB_[A-Z][A-Z_]*\b/g;

/** The files that may read or set a variable. This file and the page itself do not count. */
const places = ['kernel-helpers/src', 'scripts', 'test', '.devcontainer', '.ci', 'Dockerfile'];
const files = places
  .filter((place) => existsSync(path.join(projectRoot, place)))
  .flatMap((place) =>
    /^Dockerfile$/.test(place)
      ? [place]
      : readdirSync(path.join(projectRoot, place), { recursive: true, withFileTypes: true, encoding: 'utf8' })
          .filter((entry) => entry.isFile() && /\.(ts|mjs|cjs|py|sh|json|j2|md)$|^[^.]+$/.test(entry.name))
          .map((entry) => path.relative(projectRoot, path.join(entry.parentPath, entry.name))),
  )
  .filter((file) => !file.startsWith('test/docs/'));

/** Rows of the page: variable, and the files in its last column. */
const rows = read('docs/ENVIRONMENT.md')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split(' | ').map((cell) => cell.replaceAll('|', '').trim()))
  .map((cells) => ({
    variable: cells[0]!.replaceAll('`', ''),
    cells,
    readers: [...cells.at(-1)!.matchAll(/`([^`]+)`/g)].map(([, file]) => file!),
  }));

describe('docs/ENVIRONMENT.md', () => {
  it('names every variable of the code once, and no other', () => {
    const used = new Set(files.flatMap((file) => read(file).match(name) ?? []));
    assert.ok(used.size > 15, `only ${used.size} variables were found`);
    assert.deepEqual(rows.map(({ variable }) => variable).sort(), [...used].sort());
  });

  it('says of each what it means, its default or who sets it, and who reads it', () => {
    for (const { variable, cells, readers } of rows) {
      assert.equal(cells.length, 4, variable);
      assert.ok(
        cells.every((cell) => cell !== ''),
        variable,
      );
      assert.ok(readers.length > 0, variable);
      for (const file of readers) assert.ok(read(file).includes(variable), `${file} does not read ${variable}`);
    }
  });
});
