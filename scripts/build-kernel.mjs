#!/usr/bin/env node
/**
 * Makes the kernel of kernel-helpers' sources, in `kernel-helpers/dist/kernel/bundle/`: the front, the runner and its
 * watchdog, each in one file, a V8 start-up snapshot of the front for the very Node that runs this script, and (on Linux, where there
 * is a compiler) the small native addon by which both give memory back. `build-kernel.mjs FOLDER` makes another one beside `bundle`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { inRoot } from './setup/paths.mjs';
import { findCompiler } from './setup/prerequisites.mjs';

const source = (/** @type {string} */ name) => inRoot('kernel-helpers/src/kernel', name);
const folder = process.argv[2] ?? 'bundle';
const target = (/** @type {string} */ name) => inRoot('kernel-helpers/dist/kernel', folder, name);

// Patch: node-snapshot-modules
/** Node's modules that cannot be in a snapshot: loaded when first used, which is after the start. */
const late = /^(node:)?(child_process|crypto|inspector|module)$/;
/** Of no use here, and TypeScript would load it at once. */
const never = /^(node:)?perf_hooks$/;

/** @type {import('esbuild').Plugin} */
const lateModules = {
  name: 'late-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: late }, ({ path, namespace }) => (namespace === 'late' ? { path, external: true } : { path, namespace: 'late' }));
    onResolve({ filter: never }, ({ path }) => ({ path, namespace: 'never' }));
    onLoad({ filter: /./, namespace: 'never' }, () => ({ contents: 'module.exports = {};' }));
    onLoad({ filter: /./, namespace: 'late' }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter((name) => /^\w+$/.test(name) && name !== 'default');
      const getters = names.map((name) => `get ${name}() { return load().${name}; }`);
      return { contents: `let loaded;\nconst load = () => (loaded ??= require('${path}'));\nmodule.exports = { ${getters.join(', ')} };` };
    });
  },
};

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
// Minified, it takes 30 MB less memory: the snapshot holds the source.
const { version } = JSON.parse(readFileSync(inRoot('kernel-helpers/package.json'), 'utf8'));
await build({
  ...common,
  entryPoints: { front: source('front/main.ts') },
  minify: true,
  define: { packageVersion: JSON.stringify(version) },
  plugins: [lateModules],
});

/**
 * V8's options of the front; a snapshot can only be started with those it was built with. Hash tables keep the seed of the build, which
 * saves making them all anew; `gc` is there for the front, which runs nobody's code but its own; checking a cell makes much that is
 * dropped at once, for which the young generation is too small at first, and which must not make it grow to 48 MB.
 */
const frontOptions = ['--no-rehash-snapshot', '--expose-gc', '--min-semi-space-size=4', '--max-semi-space-size=4'];
const blob = target('front.blob');
rmSync(blob, { force: true });
const made = spawnSync(process.execPath, [...frontOptions, '--snapshot-blob', blob, '--build-snapshot', target('front.cjs')], {
  cwd: inRoot(),
  encoding: 'utf8',
  env: { ...process.env, NODE_OPTIONS: '' },
});
if (made.status !== 0) {
  rmSync(blob, { force: true });
  console.warn(`No start-up snapshot, the kernel starts more slowly: ${made.stderr.trim().split('\n')[0]}`);
}

const addon = target('memory.node');
rmSync(addon, { force: true });
const compiler = process.platform === 'linux' && findCompiler();
if (compiler) {
  const options = ['-O2', '-std=c++17', '-fPIC', '-shared', '-DNAPI_VERSION=8', `-I${inRoot('node_modules/node-api-headers/include')}`];
  const { status, stderr } = spawnSync(compiler, [...options, source('native/memory.cc'), '-o', addon], { encoding: 'utf8' });
  if (status !== 0) console.warn(`The kernel will take more memory, its native addon does not compile: ${stderr.trim().split('\n')[0]}`);
}

/** A word in single quotes for the shell. */
const quoted = (/** @type {string} */ word) => `'${word.replaceAll("'", "'\\''")}'`;
const { size, mtimeMs } = statSync(process.execPath);
const front = quoted(target('front.cjs'));
const launcher = `#!/bin/sh
# Starts the kernel: from its snapshot where the Node that made it is still the same file, else plainly.
# The options of NODE_OPTIONS are meant for the user's code, which the front runs in a process of its own.
LECTURE_LAB_NODE_OPTIONS="$NODE_OPTIONS"
export LECTURE_LAB_NODE_OPTIONS
unset NODE_OPTIONS
node=${quoted(process.execPath)}
blob=${quoted(blob)}
[ -x "$node" ] || node=node
if [ -f "$blob" ] && [ "$(stat -L -c %s.%Y "$node" 2>/dev/null || stat -L -f %z.%m "$node" 2>/dev/null)" = ${size}.${Math.floor(mtimeMs / 1000)} ]; then
  exec "$node" ${frontOptions.join(' ')} --snapshot-blob "$blob" ${front} "$@"
fi
exec "$node" ${front} "$@"
`;
writeFileSync(target('launch.sh'), launcher, { mode: 0o755 });
