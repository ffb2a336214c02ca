/** The checks of `npm run lint` find what they are there for: one run of Oxlint over many planted files. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeOxlintConfig } from '../../scripts/lint/oxlint-config.mjs';
import { inRoot } from '../../scripts/setup/paths.mjs';

/** Each room with an import that it may not have, and one that it may. */
const rooms: Record<string, [forbidden: string, allowed: string]> = {
  accelerate: ['../core/check.js', './kernels/relu.js'],
  activations: ['../plots/index.js', '../core/check.js'],
  classification: ['../quality/index.js', '../activations/index.js'],
  core: ['../activations/index.js', '../accelerate/index.js'],
  datasets: ['../plots/index.js', '../display/index.js'],
  display: ['../training/index.js', '../plots/theme.js'],
  errata: ['../display/index.js', '../core/check.js'],
  exercises: ['../kernel/index.js', '../display/index.js'],
  grader: ['../display/index.js', '../core/tf.js'],
  kernel: ['../core/check.js', './session.js'],
  optimizers: ['../display/index.js', '../quality/index.js'],
  playground: ['../training/index.js', '../optimizers/index.js'],
  plots: ['../kernel/index.js', '../core/check.js'],
  quality: ['../optimizers/index.js', '../plots/index.js'],
  smoothing: ['../datasets/index.js', '../core/check.js'],
  training: ['../transfer/index.js', '../optimizers/index.js'],
  transfer: ['../playground/index.js', '../training/index.js'],
};

const tf = 'tf comes from core';
const typescript = 'TypeScript comes from kernel/shared/typescript';
const processes = 'they meet only in kernel/shared';
const compiler = 'The compiler is below';
const notCore = 'import core/check.js alone';

/** More imports by the folder that has them, each with the message it gets, if any. */
const lines: [folder: string, line: string, message?: string][] = [
  // Single files of a room that is closed but for them.
  ['display', "import '../kernel/shared/api.js';"],
  ['display', "import '../kernel/shared/alive.js';", 'display may not import kernel'],
  ['display/widgets', "import '../../kernel/shared/api.js';"],
  ['display/widgets', "import '../../kernel/shared/api/more.js';", 'display may not import kernel'],
  ['datasets', "import '../kernel/shared/alive.js';"],
  ['datasets', "import '../kernel/shared/api.js';", 'datasets may not import kernel'],
  ['grader', "import '../kernel/index.js';"],
  ['grader', "import '../kernel/session.js';", 'grader may not import kernel'],
  ['grader', "import '../kernel/front/compiler/index.js';"],
  ['grader', "import '../kernel/front/compiler/ts.js';", 'grader may not import kernel'],
  ['grader', "import '../kernel/shared/typescript.cjs';"],
  ['grader', "import '../kernel/shared/index.js';", 'grader may not import kernel'],
  ['plots', "import '../core/tf.js';", notCore],
  ['plots', "import type { tf } from '../core/index.js';", notCore],
  // Other forms of an import; types of a room count too.
  ['smoothing', "import type { a } from '../plots/a.js';", 'smoothing may not import plots'],
  ['smoothing', "export * from '../plots/a.js';", 'smoothing may not import plots'],
  ['smoothing', "export const a = await import('../plots/a.js');", 'smoothing may not import plots'],
  // Packages that have one door. Their types may come by any.
  ['training', "import * as tf from '@tensorflow/tfjs';", tf],
  ['training', "import tf from '@tensorflow/tfjs/dist/a.js';", tf],
  ['training', "import { type Tensor, tidy } from '@tensorflow/tfjs';", tf],
  ['training', "export { tidy } from '@tensorflow/tfjs';", tf],
  ['training', "import type * as tf from '@tensorflow/tfjs';"],
  ['training', "import { type Tensor } from '@tensorflow/tfjs';"],
  ['core', "import * as tf from '@tensorflow/tfjs';"],
  ['core', "import ts from 'typescript';", typescript],
  ['kernel/shared', "import ts from 'typescript';", typescript],
  ['kernel/shared', "import type ts from 'typescript';"],
  // The layers of the kernel.
  ['kernel/shared', "import '../front/main.js';", 'it may import neither'],
  ['kernel/shared', "import '../runner/main.js';", 'it may import neither'],
  ['kernel/shared', "import './api.js';"],
  ['kernel/front', "import '../runner/main.js';", processes],
  ['kernel/front', "import './completion/index.js';"],
  ['kernel/front/completion', "import '../compiler/index.js';"],
  ['kernel/runner', "import '../front/main.js';", processes],
  ['kernel/runner', "import '../shared/api.js';"],
  ['kernel/runner', "import '../../core/check.js';", 'kernel may not import core'],
  ['kernel/front/compiler', "import '../completion/index.js';", compiler],
  ['kernel/front/compiler', "import '../session/index.js';", compiler],
  ['kernel/front/compiler', "import '../messages/index.js';", compiler],
  ['kernel/front/compiler', "import '../../runner/main.js';", compiler],
  ['kernel/front/compiler', "import '../../shared/typescript.cjs';"],
  ['kernel/front/compiler', "import '../../../core/check.js';", 'kernel may not import core'],
  // Promises, in any folder.
  ['core', 'async function later(): Promise<void> {}\nlater();', 'Promises must be awaited'],
  ['core', 'async function later(): Promise<void> {}\nvoid later();'],
];
for (const [room, [forbidden, allowed]] of Object.entries(rooms))
  lines.push([room, `import '${forbidden}';`, `${room} may not import ${forbidden.split('/')[1]} `], [room, `import '${allowed}';`]);

describe('lint', function () {
  this.timeout(60_000);
  let root: string;
  /** What Oxlint says of each planted file, by its name. */
  const said = new Map<string, string[]>();

  before(() => {
    root = mkdtempSync(path.join(tmpdir(), 'lab-lint-'));
    lines.forEach(([folder, line], i) => {
      const file = path.join(root, 'kernel-helpers/src', folder, `${i}.ts`);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, `${line}\nexport {};\n`);
    });
    const config = writeOxlintConfig(path.join(root, '.lab/oxlint.json'));
    const { stdout } = spawnSync(inRoot('node_modules/.bin/oxlint'), ['--type-aware', '-c', config, '-f', 'json', root], {
      cwd: inRoot(),
      encoding: 'utf8',
    });
    const { diagnostics, number_of_files } = JSON.parse(stdout) as {
      diagnostics: { filename: string; message: string; help?: string }[];
      number_of_files: number;
    };
    assert.equal(number_of_files, lines.length);
    for (const { filename, message, help } of diagnostics) {
      const name = path.basename(filename);
      said.set(name, [...(said.get(name) ?? []), `${message} ${help ?? ''}`]);
    }
  });
  after(() => rmSync(root, { recursive: true }));

  lines.forEach(([folder, line, message], i) => {
    it(`${message ? 'refuses' : 'takes'} in ${folder}: ${line.split('\n').at(-1)}`, () => {
      const found = said.get(`${i}.ts`) ?? [];
      assert.equal(found.length, message ? 1 : 0, found.join('\n'));
      if (message) assert.ok(found[0]?.includes(message), found[0]);
    });
  });

  it('knows every room', () => {
    const folders = readdirSync(inRoot('kernel-helpers/src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(folders.map(({ name }) => name).sort(), Object.keys(rooms).sort());
  });
});
