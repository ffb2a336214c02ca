/**
 * Bundles each library into one file, once: vega for drawing (75 ms to load in place of 200, and only when the first chart is drawn)
 * and Plotly for pages that work offline. They lie in the project's `.lab` folder, named by version; where that cannot be written to, as when a
 * submission is graded, in the cache folder.
 */

import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { elementAt } from '../core/data.js';
import { cacheDir, projectRoot } from '../core/paths.js';

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));

/** Version of an installed package; found by its folder, as not every package exports its package.json. */
function version(name: string): string {
  const inside = require.resolve.paths(name)?.map((folder) => path.join(folder, name, 'package.json')) ?? [];
  const file = inside.find((candidate) => existsSync(candidate));
  if (!file) throw new Error(`the package ${name} is not installed; remedy: npm run setup`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function made(name: string, make: () => Uint8Array): string {
  const places = [path.join(projectRoot, '.lab'), cacheDir()].map((folder) => path.join(folder, 'bundles'));
  const there = places.map((folder) => path.join(folder, name)).find((one) => existsSync(one));
  if (there !== undefined) return there;
  const file = path.join(writable(places), name);
  // Two processes may make it at once: each writes its own file, and the last rename wins.
  const own = `${file}.${process.pid}`;
  writeFileSync(own, make());
  renameSync(own, file);
  return file;
}

/** The first of the folders that exists or can be made. @throws the error of the last one where none can be made */
function writable(folders: readonly string[]): string {
  let failed: unknown;
  for (const folder of folders) {
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
      return folder;
    } catch (error) {
      failed = error;
    }
  }
  throw failed;
}

function bundle(contents: string, options: { format: 'cjs' | 'iife' }): Uint8Array {
  const { buildSync } = require('esbuild') as typeof import('esbuild');
  const built = buildSync({
    stdin: { contents, resolveDir: here, loader: 'js' },
    bundle: true,
    minify: true,
    write: false,
    legalComments: 'none',
    // Vega's Node side asks for a canvas by a top-level await, and reads files; its browser side does neither.
    platform: 'browser',
    logLevel: 'silent',
    ...options,
  });
  return elementAt(built.outputFiles, 0).contents;
}

/** Vega's own renderer of SVG text. */
interface SvgRenderer {
  background(color: string): SvgRenderer;
  render(root: unknown): { svg(): string };
}

/** The part of vega and vega-lite that is used here. */
interface VegaBundle {
  readonly View: typeof import('vega').View;
  readonly parse: typeof import('vega').parse;
  readonly compile: typeof import('vega-lite').compile;
  readonly SVGStringRenderer: new () => {
    initialize(element: null, width: number, height: number, origin: readonly number[]): SvgRenderer;
  };
}

let vega: VegaBundle | undefined;

/** Vega and vega-lite, loaded at the first call. */
export function loadVega(): VegaBundle {
  const source = "export { View, parse, SVGStringRenderer } from 'vega'; export { compile } from 'vega-lite';";
  vega ??= require(made(`vega-${version('vega')}-${version('vega-lite')}.cjs`, () => bundle(source, { format: 'cjs' }))) as VegaBundle;
  return vega;
}

/** Plotly as a script for a page, gzipped and in base64 (1.9 MB); it sets `window.Plotly`. */
export function plotlyScript(): string {
  const source = "import Plotly from 'plotly.js-dist'; window.Plotly = Plotly;";
  const file = made(`plotly-${version('plotly.js-dist')}.js.gz`, () => gzipSync(bundle(source, { format: 'iife' }), { level: 9 }));
  return readFileSync(file).toString('base64');
}
