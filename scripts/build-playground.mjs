#!/usr/bin/env node
/**
 * Makes the playground's script for notebooks, `kernel-helpers/dist/playground/page/widget.js`; the site makes its own by the same function. In
 * both are the helpers' own activations and optimizers. TensorFlow.js, which the playground does not use, stays out.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { inRoot } from './setup/paths.mjs';

const source = (/** @type {string} */ name) => inRoot('kernel-helpers/browser/playground', name);

/**
 * The room `core` without what a page does not have. A file of the helpers that nothing is imported from is left out.
 * @type {import('esbuild').Plugin}
 */
const plainNumbers = {
  name: 'plain-numbers',
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\// }, ({ path: name, resolveDir }) => {
      const file = path.join(resolveDir, name);
      if (!file.startsWith(inRoot('kernel-helpers/src'))) return undefined;
      if (file === inRoot('kernel-helpers/src/core/tf.js')) return { path: source('no-tf.ts'), sideEffects: false };
      return { path: file.replace(/\.js$/, '.ts'), sideEffects: false };
    });
  },
};

/**
 * The two scripts, and the sources that are in them.
 * @returns {Promise<{ widget: string, site: string, inputs: string[] }>}
 */
export async function playgroundScripts() {
  const one = async (/** @type {string} */ name, /** @type {import('esbuild').Format} */ format) => {
    const { outputFiles, metafile } = await build({
      entryPoints: [source(name)],
      format,
      bundle: true,
      write: false,
      platform: 'browser',
      target: 'es2022',
      minify: true,
      legalComments: 'none',
      logLevel: 'warning',
      metafile: true,
      define: { 'import.meta.url': '"file:///lab/"' },
      plugins: [plainNumbers],
    });
    // Of a file that is only named by others, nothing is in the script.
    const [made] = Object.values(metafile.outputs);
    const used = Object.entries(made?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    return { text: outputFiles[0]?.text ?? '', inputs: used.map(([file]) => file) };
  };
  const [widget, site] = await Promise.all([one('widget.ts', 'esm'), one('site.ts', 'iife')]);
  return { widget: widget.text, site: site.text, inputs: [...new Set([...widget.inputs, ...site.inputs])].sort() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { widget } = await playgroundScripts();
  const folder = inRoot('kernel-helpers/dist/playground/page');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'widget.js'), widget);
}
