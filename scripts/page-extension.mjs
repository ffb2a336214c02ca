/**
 * What the builds of the lab's extensions for JupyterLab and JupyterLite have in common. JupyterLab's own builder is webpack with hundreds of
 * packages; what it makes of an extension is a small container, which stands in `container.ts`.
 */
import { readFileSync } from 'node:fs';
import { inRoot } from './setup/paths.mjs';

/**
 * Options of esbuild for an extension's `remoteEntry.js`.
 * @param {{ name: string, plugins: string, modules: readonly string[] }} extension `plugins`: the file whose default export are its plugins;
 *   `modules`: those that the page has, everything else is part of the bundle
 * @returns {{ entryPoints: Record<string, string>, format: 'iife', define: Record<string, string>, plugins: import('esbuild').Plugin[] }}
 */
export const pageExtension = ({ name, plugins, modules }) => ({
  entryPoints: { remoteEntry: inRoot('kernel-helpers/lab-extension/container.ts') },
  format: 'iife',
  define: { extensionName: JSON.stringify(name), pageModules: JSON.stringify(modules) },
  plugins: [
    {
      name: 'from-page',
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /^extension-plugins$/ }, () => ({ path: plugins }));
        onResolve({ filter: /^@/ }, ({ path }) => (modules.includes(path) ? { path, namespace: 'page' } : undefined));
        onLoad({ filter: /./, namespace: 'page' }, ({ path }) => ({
          contents: `module.exports = globalThis.lectureLabPage[${JSON.stringify(path)}];`,
        }));
      },
    },
  ],
});

/** The package.json by which JupyterLab finds an extension. @param {string} name @param {object} [more] */
export function extensionPackage(name, more = {}) {
  const { version } = JSON.parse(readFileSync(inRoot('kernel-helpers/package.json'), 'utf8'));
  const jupyterlab = { extension: true, _build: { load: 'static/remoteEntry.js', extension: './extension' } };
  return `${JSON.stringify({ name, version, license: 'MIT', jupyterlab, ...more }, null, 2)}\n`;
}
