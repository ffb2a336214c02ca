#!/usr/bin/env node
/** `npx tslab-kernel`: makes the kernel of this package known to a Jupyter. The build puts it into one file, `cli.js` of the package. */
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../cli.mjs';
import { options, runKernelCommand, words } from './command.mjs';
import { writeSpec } from './kernelspec.mjs';
import { makeSnapshot, writeLauncher } from './launcher.mjs';

const inPackage = (/** @type {string[]} */ ...names) => path.join(path.dirname(fileURLToPath(import.meta.url)), ...names);

/** Of the prebuilt libraries only those of this system are copied. */
const isForeign = (/** @type {string} */ file) => {
  const [, system, processor] = /[\\/]zeromq[\\/]build[\\/](darwin|linux|win32)(?:[\\/](\w+))?/.exec(file) ?? [];
  return system !== undefined && (system !== process.platform || (processor !== undefined && processor !== process.arch));
};

/** Copies the kernel into its kernelspec, which then needs neither this package nor npm's caches, and makes the snapshot there. */
function copyKernel(/** @type {string} */ folder) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(inPackage('bundle'), folder, { recursive: true });
  cpSync(inPackage('modules'), path.join(folder, 'node_modules'), { recursive: true, filter: (file) => !isForeign(file) });
  console.log(`Making a start-up snapshot for Node ${process.version} …`);
  const why = makeSnapshot(folder, folder);
  if (why !== undefined) console.warn(`There is none, the kernel starts more slowly: ${why}`);
  writeLauncher(folder);
}

/** @type {import('./command.mjs').Kernel} */
const standalone = {
  install([home, ...others]) {
    if (home === undefined) return;
    const { name, version } = JSON.parse(readFileSync(inPackage('package.json'), 'utf8'));
    const logos = Object.fromEntries(readdirSync(inPackage('logos')).map((file) => [file, readFileSync(inPackage('logos', file))]));
    copyKernel(home);
    for (const folder of others) rmSync(folder, { recursive: true, force: true });
    for (const folder of [home, ...others]) writeSpec(folder, { home, title: '', metadata: { [name]: version }, logos });
  },
  prefixes: [process.env.VIRTUAL_ENV, process.env.CONDA_PREFIX].filter((prefix) => prefix !== undefined),
};

await runCommand(import.meta, {
  usage: 'npx tslab-kernel COMMAND [--user | --sys-prefix | --prefix FOLDER] [--name NAME] [--force]',
  about: 'TypeScript and JavaScript in Jupyter notebooks. COMMAND is the first word:',
  words,
  takes: [1, Infinity],
  options,
  run: (values, positionals) => runKernelCommand(positionals, values, standalone),
});
