import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/index.js';
import { type Erratum, errata, errataMarkdown, erratumLink } from '../../kernel-helpers/src/errata/index.js';

const example: Erratum = { kind: 'wrong', section: 7, slide: 'a | *wrong* $figure$', right: '<b>1</b>', why: 'so', notebook: '99-made' };

describe('links of errata', () => {
  it('lead to the first code cell that looks the erratum up', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'errata-'));
    try {
      const cells = [
        { id: 'a', cell_type: 'markdown', source: "erratum(7, 'wrong')" },
        { id: 'b', cell_type: 'code', source: ["const x = erratum(6, 'wrong');\n", "erratum(7, 'other')"] },
        { id: 'c', cell_type: 'code', source: ['const y = 1;\n', "showTable([erratum(7, '*wrong*')]);"] },
      ];
      writeFileSync(path.join(folder, '99-made.ipynb'), JSON.stringify({ cells }));
      assert.equal(erratumLink(example, folder), '99-made.ipynb#cell-id=c');
      assert.equal(erratumLink({ ...example, slide: 'nowhere' }, folder), '99-made.ipynb');
    } finally {
      rmSync(folder, { recursive: true });
    }
    assert.equal(erratumLink(example), '99-made.ipynb');
  });

  it('lead to the cell that takes the erratum out of the list by words, before one that takes the whole section', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'errata-'));
    try {
      const cells = [
        { id: 'a', cell_type: 'code', source: 'showTable(errata.filter((e) => e.section === 7));' },
        { id: 'b', cell_type: 'code', source: "const one = errata.find((e) => e.section === 7 && e.slide.startsWith('a | '))!;" },
        { id: 'c', cell_type: 'code', source: 'showTable(errata.filter((e) => e.section === 6));' },
      ];
      writeFileSync(path.join(folder, '99-made.ipynb'), JSON.stringify({ cells }));
      assert.equal(erratumLink(example, folder), '99-made.ipynb#cell-id=b');
      assert.equal(erratumLink({ ...example, slide: 'else' }, folder), '99-made.ipynb#cell-id=a');
      assert.equal(erratumLink({ ...example, section: 5 }, folder), '99-made.ipynb');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('stand in a table whose texts cannot become markup', () => {
    const row = errataMarkdown([example]).split('\n').at(-1);
    assert.equal(row!.split('|').length, 8);
    assert.ok(!/[*$<]/.test(row!));
    assert.ok(row!.includes('[99-made](99-made.ipynb)'));
  });

  it('reach a cell of a notebook that is there', () => {
    for (const erratum of errata) {
      const [file, fragment] = erratumLink(erratum).split('#cell-id=');
      const notebook = path.join(projectRoot, 'notebooks/lecture', file!);
      assert.ok(existsSync(notebook), file);
      const { cells } = JSON.parse(readFileSync(notebook, 'utf8')) as { cells: { id: string }[] };
      assert.ok(
        cells.some((cell) => cell.id === fragment),
        `${file} shows no erratum with the words of '${erratum.slide}'`,
      );
    }
  });

  it('name notebooks by their file names', () => {
    for (const { notebook } of errata) assert.match(notebook, /^\d\d-[a-z0-9-]+$/);
  });
});
