#!/usr/bin/env node
/** Makes the JupyterLab extension from `kernel-helpers/lab-extension`, in `kernel-helpers/dist/lab-extension`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { extensionPackage, pageExtension } from './page-extension.mjs';
import { inRoot } from './setup/paths.mjs';

const name = 'lecture-lab';
const pageModules = [
  '@codemirror/state',
  '@codemirror/view',
  '@jupyterlab/application',
  '@jupyterlab/apputils',
  '@jupyterlab/codemirror',
  '@jupyterlab/mainmenu',
  '@jupyterlab/notebook',
  '@jupyterlab/statedb',
  '@lumino/widgets',
];

const folder = inRoot('kernel-helpers/dist/lab-extension');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await build({
  ...pageExtension({ name, plugins: inRoot('kernel-helpers/lab-extension/plugins.ts'), modules: pageModules }),
  outdir: `${folder}/static`,
  bundle: true,
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  platform: 'browser',
  target: 'es2022',
  loader: { '.css': 'text' },
});
writeFileSync(`${folder}/package.json`, extensionPackage(name));
