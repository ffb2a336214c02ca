/**
 * The lab's code for a browser: session, compiler, runner and helpers from the same sources as the installed lab. Where the platforms
 * differ, the field `browser` of kernel-helpers' package.json names the file that takes the place of another. A module of Node that is
 * left over ends the build.
 */
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { playgroundScripts } from '../build-playground.mjs';
import { pageExtension } from '../page-extension.mjs';
import { inRoot } from '../setup/paths.mjs';

const source = (/** @type {string} */ name) => inRoot('kernel-helpers/browser', name);
/** @param {string} name of an installed package */
const versionOf = (name) => JSON.parse(readFileSync(inRoot('node_modules', name, 'package.json'), 'utf8')).version;

/** The kernel's extension, which is also its folder in the site. */
export const extensionName = 'lecture-lab-kernel';
const modules = ['@jupyterlite/services', '@lumino/signaling', '@jupyterlab/apputils', '@jupyterlab/coreutils'];

/** @type {(folder: string) => import('esbuild').BuildOptions} What every bundle for a browser is made with. */
export const common = (folder) => ({
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  outdir: folder,
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  alias: { 'h5wasm-library': 'h5wasm' },
  define: {
    global: 'globalThis',
    'process.env.NODE_ENV': '"production"',
    'process.env.NODE_DEBUG': '""',
    packageVersion: JSON.stringify(JSON.parse(readFileSync(inRoot('kernel-helpers/package.json'), 'utf8')).version),
    typescriptVersion: JSON.stringify(versionOf('typescript')),
    'import.meta.url': '"file:///lab/kernel-helpers/dist/core/module.js"',
  },
});

/**
 * Makes the extension's scripts.
 * @param {string} folder where they go
 * @returns {Promise<import('esbuild').Metafile[]>} what is in each
 * @throws where a module of Node is used that has no browser form
 */
export async function bundleForBrowser(folder) {
  const assert = (/** @type {string} */ name) =>
    `import assert from '${name}'; export default assert;
export const { ok, equal, notEqual, deepEqual, notDeepEqual, strictEqual, notStrictEqual, deepStrictEqual, notDeepStrictEqual, throws,
  doesNotThrow, rejects, doesNotReject, match, doesNotMatch, fail, AssertionError } = assert;`;
  const text = (/** @type {string} */ contents) => ({ contents, resolveDir: source('') });
  /** @type {Record<string, string>} */
  const virtual = {
    assert: assert('assert'),
    fs: `import * as fs from './node/fs.ts'; export * from './node/fs.ts'; export default fs;`,
    // What the page of a notebook runs, as the helpers hand it out.
    playground: `export const code = ${JSON.stringify((await playgroundScripts()).widget)};`,
    'assert-strict': `import all from 'assert';\n${assert('assert').replace(/^import.*?;/, 'const assert = all.strict;')}`,
  };
  /** @type {import('esbuild').Plugin} */
  const packages = {
    name: 'packages',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^package:/ }, ({ path }) => ({ path: path.slice('package:'.length), namespace: 'package' }));
      onLoad({ filter: /./, namespace: 'package' }, ({ path }) => text(virtual[path] ?? ''));
    },
  };
  const extension = pageExtension({ name: extensionName, plugins: source('page/plugin.ts'), modules });
  const made = [
    // Cells and helpers share modules: what a cell writes to the drive, a helper reads.
    await build({
      ...common(folder),
      entryPoints: {
        runner: source('runner.ts'),
        helpers: inRoot('kernel-helpers/src/index.ts'),
        assert: 'package:assert',
        'assert-strict': 'package:assert-strict',
        fs: 'package:fs',
        path: source('node/path.ts'),
      },
      format: 'esm',
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      plugins: [packages],
    }),
    await build({ ...common(folder), entryPoints: { front: source('front.ts') }, format: 'esm' }),
    await build({ ...common(folder), ...extension, define: { ...common(folder).define, ...extension.define } }),
    await build({
      ...common(folder),
      stdin: {
        contents: `import { View, parse, SVGStringRenderer } from 'vega'; import { compile } from 'vega-lite';
globalThis.lectureLabVega = { View, parse, SVGStringRenderer, compile };`,
        resolveDir: inRoot('kernel-helpers'),
        sourcefile: 'vega.js',
      },
      outdir: undefined,
      outfile: `${folder}/vega.js`,
      format: 'iife',
    }),
  ];
  return made.map(({ metafile }) => /** @type {import('esbuild').Metafile} */ (metafile));
}
