/** Kernelspecs: the folders, each with a `kernel.json`, by which a Jupyter knows a kernel. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CommandError } from '../command-error.mjs';

export const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
<rect width="64" height="64" rx="10" fill="#3178c6"/>
<path d="M10 48 C24 48 28 44 32 32 S40 16 54 16" fill="none" stroke="#ffd166" stroke-width="6" stroke-linecap="round"/>
<path d="M10 14 H30 M20 14 V34" stroke="#fff" stroke-width="6" stroke-linecap="round"/>
<path d="M54 34 C50 30 40 31 41 37 C42 43 54 41 54 48 C54 55 42 55 39 50" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"/>
</svg>
`;

/** The kernels of an installation: as tslab, one for each language. Another name than tslab's is that of TypeScript alone. */
export const kernelsNamed = (name = 'tslab') => (name === 'tslab' ? ['tslab', 'jslab'] : [name]);

/** The text of a kernel.json. It may name a folder of this kernel, or its package. */
const specIn = (/** @type {string} */ folder) => {
  const file = path.join(folder, 'kernel.json');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
};

/** True if the kernelspec in `folder` starts this kernel: from a checkout of the project, or from the stand-alone package. */
export const isOurs = (/** @type {string} */ folder) =>
  /kernel-helpers[\\/]+dist[\\/]+kernel[\\/]+bundle|"tslab-kernel"/.test(specIn(folder) ?? '');

/** Refuses to replace or remove a kernelspec of the same name that is not ours, such as the one of the original tslab. */
export function refuseForeign(/** @type {string} */ folder, /** @type {boolean} */ force, /** @type {string} */ verb) {
  if (force || isOurs(folder) || specIn(folder) === undefined) return;
  throw new CommandError(`${folder} holds a kernelspec of another kernel; ${verb} with --force, or give another --name`, {
    kind: 'usage',
  });
}

/**
 * Writes kernel.json and the logos of a kernel.
 * @param {string} folder
 * @param {{ home: string, title: string, metadata?: object, logos: Record<string, string | Uint8Array> }} kernel its home is the folder
 * of `launch.sh`; its path is absolute, so that the kernel starts from any working directory
 */
export function writeSpec(folder, { home, title, metadata = {}, logos }) {
  const javascript = path.basename(folder) === 'jslab';
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(logos)) writeFileSync(path.join(folder, name), content);
  const windows = process.platform === 'win32';
  const start = windows ? [process.execPath, path.join(home, 'front.cjs')] : ['/bin/sh', path.join(home, 'launch.sh')];
  const spec = {
    argv: [...start, '{connection_file}'],
    display_name: `${javascript ? 'JavaScript' : 'TypeScript'}${title}`,
    language: javascript ? 'javascript' : 'typescript',
    interrupt_mode: 'message',
    env: { TF_CPP_MIN_LOG_LEVEL: '2', ...(javascript && { LECTURE_LAB_LANGUAGE: 'javascript' }) },
    metadata: { debugger: false, ...metadata },
  };
  writeFileSync(path.join(folder, 'kernel.json'), `${JSON.stringify(spec, null, 2)}\n`); // last: a folder without it is no kernelspec
}

/** Removes kernelspecs; false if there were none. */
export function removeSpecs(/** @type {readonly string[]} */ folders, /** @type {boolean} */ force) {
  const there = folders.filter((folder) => specIn(folder) !== undefined);
  for (const folder of there) refuseForeign(folder, force, 'remove it');
  for (const folder of there) rmSync(folder, { recursive: true });
  return there.length > 0;
}

/** The folders of kernelspecs that start this kernel. */
export const ourSpecs = (/** @type {readonly string[]} */ places) =>
  places.flatMap((place) => (existsSync(place) ? readdirSync(place) : []).map((name) => path.join(place, name)).filter(isOurs));
