import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CellCompiler } from '../../kernel-helpers/src/kernel/front/compiler/index.js';
import { warmCompiler } from '../../kernel-helpers/src/kernel/front/session/warm.js';
import { projectRoot } from './cells.js';

/** What the start-up snapshot holds: to make it again takes longer than the rest of a start. */
describe('the compiler of the start-up snapshot', function () {
  this.timeout(120_000);
  let warm: CellCompiler;
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'lab-'));

  beforeEach(() => {
    warm = warmCompiler(projectRoot);
  });
  after(() => rmSync(elsewhere, { recursive: true }));

  const codes = (compiler: CellCompiler, code: string): string[] => {
    const result = compiler.compile(code, { number: 1 });
    return result.ok ? [] : result.diagnostics.map((diagnostic) => diagnostic.code);
  };

  for (const folder of ['.', 'notebooks/lecture', '.lab/work']) {
    it(`serves a notebook in ${folder} with the program and the checker that it has`, () => {
      const { program, checker } = warm.types;
      assert.ok(warm.moveTo(path.join(projectRoot, folder)) === warm);
      assert.deepEqual(codes(warm, 'const n: number = 1; console.log(n, Math.max(n, 2))'), []);
      assert.ok(warm.types.program === program, 'the program was made again');
      assert.ok(warm.types.checker === checker, 'the checker was made again');
      assert.deepEqual(codes(warm, "const n: number = '1'"), ['TS2322']);
    });
  }

  it('serves a notebook in a folder without a configuration, with the libraries that it has read, and checks as is usual there', () => {
    const before = warm.types.program.getSourceFiles().filter(({ isDeclarationFile }) => isDeclarationFile);
    assert.ok(warm.moveTo(elsewhere) === warm);
    const fresh = new CellCompiler({ cwd: elsewhere, project: projectRoot });
    for (const code of ["const text: string = null; text + '!'", "const n: number = '1'", 'function f(a) { return a } f(1)']) {
      assert.deepEqual(codes(warm, code), codes(fresh, code), code);
    }
    const now = new Set(warm.types.program.getSourceFiles());
    assert.deepEqual(
      before.filter((file) => !now.has(file)).map(({ fileName }) => fileName),
      [],
    );
  });
});
