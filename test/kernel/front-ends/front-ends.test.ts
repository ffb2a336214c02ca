import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { python, root, testEnvironment } from '../../support/kernel-client.js';
import { frontEndPackages } from './python-packages.js';

interface Output {
  readonly output_type: string;
  readonly text?: string | string[];
  readonly data?: Record<string, string | string[]>;
}
interface Cell {
  readonly cell_type: string;
  readonly source: string | string[];
  readonly outputs?: readonly Output[];
}

/** What docs/KERNEL.md says of each front end was tried here. VS Code's way of starting a kernel is in test/setup/kernelspec.test.ts. */
describe('front ends', function () {
  this.timeout(120_000);
  let folder: string;
  let packages: string;

  before(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'front-ends-')));
    packages = frontEndPackages();
    mkdirSync(path.join(folder, 'inner'));
    writeFileSync(path.join(folder, 'style.css'), 'b {}');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string): string => path.join(folder, name);
  const joined = (text: string | readonly string[] | undefined): string => (Array.isArray(text) ? text.join('') : String(text ?? ''));
  const environment = (): NodeJS.ProcessEnv => ({
    ...testEnvironment(),
    PYTHONPATH: [packages, path.join(root, 'scripts/front-ends')].join(path.delimiter),
    JUPYTER_CONFIG_DIR: file('config'),
    JUPYTER_RUNTIME_DIR: file('runtime'),
    IPYTHONDIR: file('ipython'),
  });

  /** Runs Python in the folder. @returns what it printed */
  function run(args: readonly string[], { input = '', cwd = folder }: { input?: string; cwd?: string } = {}): string {
    const { status, stdout, stderr } = spawnSync(python, args, { cwd, input, env: environment(), encoding: 'utf8', timeout: 100_000 });
    assert.equal(status, 0, `${args.join(' ')}\n${stdout}\n${stderr}`);
    return stdout;
  }

  function notebook(name: string, cells: readonly (string | { source: string; tags: string[] })[]): string {
    const made = cells.map((cell, i) => ({
      cell_type: 'code',
      id: `c${i}`,
      source: typeof cell === 'string' ? cell : cell.source,
      metadata: typeof cell === 'string' ? {} : { tags: cell.tags },
      outputs: [],
      execution_count: null,
    }));
    const metadata = {
      kernelspec: { name: 'tslab', language: 'typescript', display_name: 'TypeScript (lecture lab)' },
      language_info: { name: 'typescript', file_extension: '.ts', mimetype: 'text/typescript' },
    };
    writeFileSync(file(name), JSON.stringify({ cells: made, metadata, nbformat: 4, nbformat_minor: 5 }));
    return file(name);
  }

  const cellsOf = (name: string): readonly Cell[] => (JSON.parse(readFileSync(file(name), 'utf8')) as { cells: Cell[] }).cells;
  const results = (name: string): string[] =>
    cellsOf(name).flatMap(({ outputs = [] }) => outputs.map(({ text, data }) => joined(text ?? data?.['text/plain'])));

  it('nbclient: runs a notebook in its own folder, so that files beside it are found', () => {
    notebook('inner/a.ipynb', ["import { readFileSync } from 'fs'; readFileSync('../style.css', 'utf8')", 'process.cwd()']);
    run([
      '-c',
      `import nbformat, nbclient
notebook = nbformat.read('inner/a.ipynb', 4)
nbclient.NotebookClient(notebook, resources={'metadata': {'path': 'inner'}}).execute()
nbformat.write(notebook, 'inner/a.ipynb')`,
    ]);
    assert.deepEqual(results('inner/a.ipynb'), ["'b {}'", `'${file('inner')}'`]);
  });

  it('nbconvert: executes, and exports a script and a page', () => {
    notebook('inner/b.ipynb', ["const n: number = 6;\nrequire('fs').existsSync('../style.css')", 'n * 7']);
    run(['-m', 'nbconvert', '--to', 'html', '--execute', 'inner/b.ipynb']);
    assert.match(readFileSync(file('inner/b.html'), 'utf8'), /<pre>42<\/pre>/);
    run(['-m', 'nbconvert', '--to', 'script', 'inner/b.ipynb']);
    assert.match(readFileSync(file('inner/b.ts'), 'utf8'), /const n: number = 6;[\s\S]*n \* 7/);
  });

  it('nbclient and nbconvert: an error inside TensorFlow.js is short, and a page opens its frames', () => {
    const model = 'tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] })';
    notebook('wrong.ipynb', [`import { tf } from 'kernel-helpers'\n${model}.predict(tf.ones([5, 4]))`]);
    const told = run([
      '-c',
      `import nbformat, nbclient
notebook = nbformat.read('wrong.ipynb', 4)
try:
    nbclient.NotebookClient(notebook).execute()
except nbclient.exceptions.CellExecutionError as error:
    print(error)
nbformat.write(notebook, 'wrong.ipynb')`,
    ]);
    const short =
      /Error.*: The input has shape \[5, 4\], but the model takes \[\*, 3\]: .*\n.*Cell 1, line 2[\s\S]*… \d+ more in @tensorflow\/tfjs-layers/;
    assert.match(told, short);
    assert.doesNotMatch(told, /node_modules|tf-layers\.node/);
    run(['-m', 'nbconvert', '--to', 'html', 'wrong.ipynb']);
    const page = readFileSync(file('wrong.html'), 'utf8');
    assert.match(page, /<\/span>: The input has shape \[5, 4\][\s\S]*… \d+ more in @tensorflow\/tfjs-layers/);
    assert.match(
      page,
      /<details><summary>\d+ more in @tensorflow\/tfjs-layers<\/summary><pre> {4}at [\s\S]*?\.js:\d+:\d+\)<\/pre><\/details>/,
    );
    assert.doesNotMatch(page, /node_modules/);
  });

  it('papermill: parameters of every kind replace those of the notebook, and the last cell uses them', () => {
    notebook('c.ipynb', [
      { source: "const rate: number = 0.1; // the learning rate\nconst label: string = 'none'\nconst sizes = [1]", tags: ['parameters'] },
      'console.log(JSON.stringify([rate, label, sizes, config, flag, none]))',
    ]);
    const parameters = '{rate: 0.5, label: "a \'b\'\\n", sizes: [1, 2.5], config: {deep: {x: true}}, flag: false, none: null}';
    run([path.join(root, 'scripts/front-ends/papermill_typescript.py'), 'c.ipynb', 'c-out.ipynb', '-y', parameters, '--no-progress-bar']);
    assert.equal(cellsOf('c-out.ipynb').length, 3);
    const [shown = ''] = results('c-out.ipynb').slice(-1);
    assert.deepEqual(JSON.parse(shown), [0.5, "a 'b'\n", [1, 2.5], { deep: { x: true } }, false, null]);
    const help = run([path.join(root, 'scripts/front-ends/papermill_typescript.py'), '--help-notebook', 'c.ipynb']);
    assert.match(help, /rate: number \(default 0\.1\)\s+the learning rate/);
  });

  it('testbook: runs cells and reads what they print', () => {
    notebook('d.ipynb', ['const twice = (n: number) => 2 * n', { source: 'console.log(twice(21))', tags: ['answer'] }]);
    const out = run([
      '-c',
      `from testbook import testbook
with testbook('d.ipynb', kernel_name='tslab') as tb:
    tb.execute_cell(0)
    tb.execute_cell('answer')
    print(tb.cell_output_text('answer'))`,
    ]);
    assert.equal(out.trim(), '42');
  });

  it('jupyter console: takes cells from the terminal and shows their values', () => {
    const out = run(['-m', 'jupyter_console', '--kernel', 'tslab', '--simple-prompt'], { input: 'const n: number = 6\nn * 7\nexit\n' });
    assert.match(out, /TypeScript .* on Node/);
    assert.match(out, /Out\[2\]: 42/);
  });

  it('jupytext: a notebook becomes a .ts with %% cells, and that a notebook which runs', () => {
    notebook('e.ipynb', ['const n: number = 6', 'n * 7']);
    run(['-m', 'jupytext', '--to', 'ts:percent', 'e.ipynb']);
    assert.match(readFileSync(file('e.ts'), 'utf8'), /name: tslab[\s\S]*\/\/ %%\nconst n: number = 6\n\n\/\/ %%\nn \* 7/);
    rmSync(file('e.ipynb'));
    run(['-m', 'jupytext', '--to', 'notebook', 'e.ts']);
    run(['-m', 'nbconvert', '--to', 'notebook', '--execute', '--inplace', 'e.ipynb']);
    assert.deepEqual(results('e.ipynb'), ['42']);
  });

  it('nbdime: names the cell that differs, and merges changes of two cells', () => {
    const [base, left, right] = [
      notebook('f.ipynb', ['const a = 1', 'const b = 2']),
      notebook('f-left.ipynb', ['const a = 10', 'const b = 2']),
      notebook('f-right.ipynb', ['const a = 1', 'const b = 20']),
    ];
    const diff = spawnSync(python, ['-m', 'nbdime', 'diff', base, left], { env: environment(), encoding: 'utf8' }).stdout;
    assert.match(diff, /-\s*.*const a = 1\b[\s\S]*\+\s*.*const a = 10/);
    run(['-m', 'nbdime', 'merge', base, left, right, '--out', file('f-merged.ipynb')]);
    assert.deepEqual(
      cellsOf('f-merged.ipynb').map(({ source }) => joined(source)),
      ['const a = 10', 'const b = 20'],
    );
  });

  it('Notebook 7: opens a page, starts the kernel beside it, and a cell runs', () => {
    notebook('page.ipynb', ['1']);
    const seen = JSON.parse(
      execFileSync(python, [path.join(import.meta.dirname, 'server.py')], { cwd: folder, env: environment(), encoding: 'utf8' }),
    ) as Record<string, unknown>;
    assert.deepEqual(seen, { status: 200, application: true, shown: `'${folder} 42'`, folder });
  });
});
