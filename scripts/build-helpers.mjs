#!/usr/bin/env node
/**
 * Makes `kernel-helpers/dist/bundle/helpers.js`: all helpers in one file, which the cells of a kernel import in place of 400. The small libraries
 * that consist of many files are in it. Those that a notebook may import itself and must then get the same of stay packages, and those that are
 * large, native or have files of their own beside their code.
 */
import { build } from 'esbuild';
import { inRoot } from './setup/paths.mjs';

const inlined = new Set(['d3-array', 'd3-dsv', 'internmap', 'is-network-error', 'jstat', 'p-retry', 'simple-statistics', 'zod']);
/** @type {import('esbuild').Plugin} */
const packages = {
  name: 'packages',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
      kind === 'entry-point' || inlined.has(path) ? undefined : { path, external: true },
    );
  },
};

await build({
  // At this depth the paths relative to a built file lead to the same places.
  outfile: inRoot('kernel-helpers/dist/bundle/helpers.js'),
  entryPoints: [inRoot('kernel-helpers/src/index.ts')],
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Errors and their traces name classes and functions as the sources do.
  keepNames: true,
  logLevel: 'warning',
  plugins: [packages],
});
