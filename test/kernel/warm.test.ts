import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CellCompiler } from '../../kernel-helpers/src/kernel/front/compiler/index.js';
import { warmCompiler } from '../../kernel-helpers/src/kernel/front/session/warm.js';
import { projectRoot } from './cells.js';

const ofHelpers = /kernel-helpers\/dist\//;

/** What the start-up snapshot holds: to make it again takes longer than the rest of a start. */
describe('the compiler of the start-up snapshot', function () {
  this.timeout(120_000);
  let warm: CellCompiler;
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'lab-'));

  beforeEach(() => {
    warm = warmCompiler(projectRoot, true);
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

    it(`knows the types of the helpers in ${folder}, and makes no program for them`, () => {
      const { program } = warm.types;
      warm.moveTo(path.join(projectRoot, folder));
      assert.deepEqual(codes(warm, `import { ewa, tf } from 'kernel-helpers'; const n: number = ewa; tf.no;`), ['TS2322', 'TS2339']);
      assert.ok(warm.types.program === program, 'the program was made again');
    });
  }

  it('serves a notebook in a folder without a configuration, with the libraries that it has read, and checks as is usual there', () => {
    const before = warm.types.program.getSourceFiles().filter(({ isDeclarationFile }) => isDeclarationFile);
    assert.ok(warm.moveTo(elsewhere) === warm);
    const fresh = new CellCompiler({ cwd: elsewhere, project: projectRoot });
    for (const code of ["const text: string = null; text + '!'", "const n: number = '1'", 'function f(a) { return a } f(1)']) {
      assert.deepEqual(codes(warm, code), codes(fresh, code), code);
    }
    const read = new Set(before);
    const now = warm.types.program.getSourceFiles().filter(({ isDeclarationFile }) => isDeclarationFile);
    assert.ok(now.length > 100);
    assert.deepEqual(
      now.filter((file) => !read.has(file)).map(({ fileName }) => fileName),
      [],
    );
    assert.ok(before.some(({ fileName }) => ofHelpers.test(fileName)));
    assert.ok(!now.some(({ fileName }) => ofHelpers.test(fileName)), 'the program is larger than it need be');
  });

  it('takes the files of the helpers that it has read, in a folder without a configuration', () => {
    const read = new Set(warm.types.program.getSourceFiles());
    warm.moveTo(elsewhere);
    assert.deepEqual(codes(warm, "import { ewa } from 'kernel-helpers'; const n: number = ewa;"), ['TS2322']);
    const now = warm.types.program.getSourceFiles().filter(({ fileName }) => ofHelpers.test(fileName));
    assert.ok(now.length > 100);
    assert.deepEqual(
      now.filter((file) => !read.has(file)).map(({ fileName }) => fileName),
      [],
    );
  });

  it('of a notebook that names no helpers has not read their types, and reads them for a cell that imports them', () => {
    const small = warmCompiler(projectRoot, false);
    const filesOfHelpers = (): number => small.types.program.getSourceFiles().filter(({ fileName }) => ofHelpers.test(fileName)).length;
    assert.equal(filesOfHelpers(), 0);
    assert.deepEqual(codes(small, "import { ewa } from 'kernel-helpers'; const n: number = ewa;"), ['TS2322']);
    assert.ok(filesOfHelpers() > 100);
  });

  it('takes a package of a name that it knows, where it lies beside the notebook', () => {
    // In the project, with its options: there the program stays.
    const folder = mkdtempSync(path.join(projectRoot, '.lab/warm-'));
    const own = path.join(folder, 'node_modules/tslab');
    try {
      mkdirSync(own, { recursive: true });
      writeFileSync(path.join(own, 'package.json'), '{ "name": "tslab", "types": "index.d.ts" }');
      writeFileSync(path.join(own, 'index.d.ts'), 'export const own: string;');
      assert.ok(warm.moveTo(folder) === warm);
      assert.deepEqual(codes(warm, "import { own } from 'tslab'; const n: number = own;"), ['TS2322']);
      assert.deepEqual(codes(warm, "import { display } from 'tslab';"), ['TS2305']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
