/**
 * What the start-up snapshot of the submission's process holds: TypeScript, and a compiler that has read the libraries and the types of the
 * checks, or of all helpers. No helper, test or submission is in it. A start from the snapshot runs the program that the command line names, as a plain start does.
 *
 * compiler.cjs PROJECT HOME light|full, while the snapshot is built
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { startupSnapshot } from 'node:v8';
import { CellCompiler, helpersExercise } from '../../kernel/front/compiler/index.js';
import ts from '../../kernel/shared/typescript.cjs';
import { snapshotOptions } from '../sandbox/snapshot-options.js';
import type importProgram from './import-program.cjs';
import { giveReadyCompiler } from './ready-compiler.js';

const [, , project = '', home = '', kind = ''] = process.argv;
const grader = path.join(project, 'kernel-helpers/dist/grader');

/** Ordinary programs: the parts of the checker that they use are ready when the first cell comes. Nothing of the programs is kept. */
const exercises = [
  // By its file: what `kernel-helpers` means is decided later.
  `import { checks, expectClose, expectEqual } from ${JSON.stringify(path.join(grader, 'grading/index.js'))};
await checks('one', 1, { close: () => expectClose([1].map((x) => x * 2), [2]), equal: async () => expectEqual(1, 1) });`,
  `import { strict as assert } from 'node:assert';
export function mean(values: readonly number[]): number { return values.reduce((sum, x) => sum + x, 0) / values.length; }
const list = [1, 2, 3].map((n) => n ** 2); console.log(list.length, \`\${Math.max(...list)}\`, new Map([['a', 1]]).get('a'));
for (const n of list) if (n > 1) console.log(n.toFixed(1));
const p = await Promise.all(list.map(async (n) => ({ n })));
class A<T> { constructor(readonly value: T) {} }
assert.ok(JSON.stringify(p.map(({ n }) => String(new A(n).value))));`,
];

function readyCompiler(): CellCompiler {
  const compiler = new CellCompiler({ cwd: home, project, strict: true });
  for (const code of kind === 'full' ? [...exercises, helpersExercise] : exercises) {
    const made = compiler.compile(code, { number: 1 });
    if (!made.ok) throw new Error(`${made.ename}: ${made.evalue}`);
  }
  return compiler;
}

/** Whoever asks for TypeScript gets the one of the compiler: a second would not understand its objects, and takes long to load. */
function shareTypeScript(require: NodeJS.Require): void {
  const file = require.resolve('typescript');
  const { Module } = require('node:module') as typeof import('node:module');
  require.cache[file] = Object.assign(new Module(file), { filename: file, loaded: true, exports: ts });
}

const compiler = readyCompiler();
startupSnapshot.setDeserializeMainFunction(() => {
  const require = createRequire(path.join(grader, 'submission/'));
  shareTypeScript(require);
  giveReadyCompiler(compiler);
  // A process that the submission forks starts plainly.
  process.execArgv = process.execArgv.slice(0, process.execArgv.indexOf(snapshotOptions[0] ?? ''));
  // Patch: node-snapshot-import
  const run = require('./import-program.cjs') as typeof importProgram;
  run(process.argv[1] ?? '').catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
