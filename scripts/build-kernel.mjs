#!/usr/bin/env node
/**
 * Makes the kernel from kernel-helpers' sources, in `kernel-helpers/dist/kernel/bundle/`: the front, the runner and its
 * watchdog, each in one file, two V8 start-up snapshots of the front for the Node that runs this script, and (on Linux, where there
 * is a compiler) the small native addon that gives memory of both back to the system, and the small program that listens on the kernel's
 * ports before Node has started. `build-kernel.mjs FOLDER` makes another one beside `bundle`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { lateModules } from './kernel/late-modules.mjs';
import { makeSnapshot, writeLauncher } from './kernel/launcher.mjs';
import { inRoot } from './setup/paths.mjs';
import { findCompiler } from './setup/prerequisites.mjs';

const source = (/** @type {string} */ name) => inRoot('kernel-helpers/src/kernel', name);
const folder = process.argv[2] ?? 'bundle';
const target = (/** @type {string} */ name) => inRoot('kernel-helpers/dist/kernel', folder, name);

/** @satisfies {import('esbuild').BuildOptions} */
const common = /** @type {const} */ ({
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'warning',
  outdir: target(''),
  outExtension: { '.js': '.cjs' },
});
await build({ ...common, entryPoints: { runner: source('runner/main.ts'), watchdog: source('runner/watchdog.ts') } });
// The snapshot holds the source, so the minified front needs 30 MB less memory.
const { version } = JSON.parse(readFileSync(inRoot('kernel-helpers/package.json'), 'utf8'));
await build({
  ...common,
  entryPoints: { front: source('front/main.ts') },
  minify: true,
  define: { packageVersion: JSON.stringify(version) },
  plugins: [lateModules],
});

for (const kind of /** @type {const} */ (['front', 'helpers'])) {
  const why = makeSnapshot(target(''), inRoot(), kind);
  if (why !== undefined) console.warn(`No start-up snapshot (${kind}), the kernel starts more slowly: ${why}`);
}

const compiler = process.platform === 'linux' && findCompiler();

/**
 * Compiles a file of `native/`, where that is possible.
 * @param {string} file
 * @param {string} made
 * @param {string[]} options
 * @param {string} without what the kernel does without it
 */
function compile(file, made, options, without) {
  rmSync(target(made), { force: true });
  if (!compiler) return;
  const argv = ['-O2', '-std=c++17', ...options, source(`native/${file}`), '-o', target(made)];
  const { status, stderr } = spawnSync(compiler, argv, { encoding: 'utf8' });
  if (status !== 0) console.warn(`${without}, ${file} does not compile: ${stderr.trim().split('\n')[0]}`);
}

const addon = ['-fPIC', '-shared', '-DNAPI_VERSION=8', `-I${inRoot('node_modules/node-api-headers/include')}`];
compile('memory.cc', 'memory.node', addon, 'The kernel will take more memory');
compile('listen.cc', 'listen', [], 'The kernel will start a little later');

writeLauncher(target(''));
