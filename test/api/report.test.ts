import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { exampleErrors, usedNames } from '../../scripts/api/examples.mjs';
import { apiReport, helpersProgram, publicNames, reportFile } from '../../scripts/api/report.mjs';

describe('the public names of kernel-helpers', function () {
  this.timeout(120_000);
  let names: ReturnType<typeof publicNames>;
  before(() => {
    names = publicNames(helpersProgram());
  });

  it('are one explicit list', () => {
    const list = readFileSync(new URL('../../kernel-helpers/src/index.ts', import.meta.url), 'utf8');
    assert.ok(!/export\s*\*/.test(list), 'src/index.ts must name what it publishes, got export *');
    assert.ok(names.length > 100);
  });

  it('are those of the committed report', () => {
    const [made, kept] = [apiReport(names).split('\n'), readFileSync(reportFile, 'utf8').split('\n')];
    const at = made.findIndex((line, i) => line !== kept[i]);
    const first = at < 0 ? (kept[made.length] ?? '') : `line ${at + 1} would be: ${made[at]}`;
    assert.equal(made.length === kept.length && at < 0, true, `kernel-helpers/api.md is out of date; run npm run api. ${first}`);
  });

  it('are each used by a notebook, an assignment or an example, and types by such a name', () => {
    const used = usedNames();
    const isType = (kind: string) => kind === 'interface' || kind === 'type';
    const mentioned = new Set(names.flatMap(({ name, mentions }) => [...mentions].filter((word) => word !== name)));
    const unused = names.filter(({ name, kind }) => !used.has(name) && !((isType(kind) || kind === 'class') && mentioned.has(name)));
    assert.deepEqual(
      unused.map(({ name }) => name),
      [],
      'use them in a notebook or in docs/EXAMPLES.md, or take them out of src/index.ts',
    );
  });

  it('are all that notebooks, assignments and examples import', () => {
    const known = new Set(names.map(({ name }) => name));
    assert.deepEqual(
      [...usedNames()].filter((name) => !known.has(name)),
      [],
      'publish them in src/index.ts',
    );
  });

  it('serve in the examples as these are written', () => {
    assert.deepEqual(exampleErrors(), []);
  });
});
