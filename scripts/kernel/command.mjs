/** `install`, `uninstall` and `list`, as the lab's own command and that of the stand-alone package have them. */
import path from 'node:path';
import { CommandError } from '../command-error.mjs';
import { kernelsNamed, ourSpecs, refuseForeign, removeSpecs } from './kernelspec.mjs';
import { allKernels, kernelsOf } from './places.mjs';

/** @typedef {import('./places.mjs').Place & { name?: string, force?: boolean }} KernelOptions */

/**
 * What differs between the two commands.
 * @typedef {object} Kernel
 * @property {(folders: readonly string[]) => void} install makes the kernelspecs in these folders
 * @property {readonly string[]} prefixes where `list` looks besides the user's own folder
 */

const kernelName = /^[a-z0-9._-]+$/i;
const foldersOf = (/** @type {KernelOptions} */ options) =>
  kernelsNamed(options.name).map((kernel) => path.join(kernelsOf(options), kernel));

/** @type {Record<string, (options: KernelOptions, kernel: Kernel) => string>} */
const commands = {
  install(options, { install }) {
    const folders = foldersOf(options);
    for (const folder of folders) refuseForeign(folder, options.force ?? false, 'replace it');
    install(folders);
    return `installed in ${folders.join(' and ')}`;
  },
  uninstall: (options) => (removeSpecs(foldersOf(options), options.force ?? false) ? 'uninstalled' : 'it was not installed'),
  list: (options, { prefixes }) => ourSpecs(allKernels(options, prefixes)).join('\n') || 'not installed',
};

/** The words and options of the commands, for `runCommand`. */
export const words = {
  install: 'makes the kernel known to a Jupyter installation',
  uninstall: 'takes it away again',
  list: 'shows where it is installed',
};
export const options = /** @type {const} */ ({
  user: { type: 'boolean', help: "the user's own Jupyter folder (the default)" },
  'sys-prefix': { type: 'boolean', help: 'the Python environment that is active' },
  prefix: { type: 'string', value: 'FOLDER', help: 'a Python environment, such as .venv' },
  name: { type: 'string', value: 'NAME', help: "the kernelspec's name; tslab by default, and jslab beside it for JavaScript" },
  force: { type: 'boolean', help: 'install over, or uninstall, a kernelspec of that name that belongs to another kernel' },
});

/**
 * Runs one of the commands, and prints what it did.
 * @param {readonly string[]} wanted the command and nothing more
 * @param {KernelOptions} values
 * @param {Kernel} kernel
 * @param {readonly string[]} others further commands that there are
 */
export function runKernelCommand([command = '', ...more], values, kernel, others = []) {
  const refuse = (/** @type {string} */ text) => new CommandError(text, { kind: 'usage' });
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (!run) throw refuse(`COMMAND must be one of ${[...Object.keys(commands), ...others].join(', ')}, got ${command}`);
  if (more.length > 0) throw refuse(`${command} takes no further argument, got ${more.join(' ')}`);
  if (values.name !== undefined && !kernelName.test(values.name))
    throw refuse(`a kernelspec's name consists of letters, digits, dots, dashes and underscores, got ${values.name}`);
  console.log(run(values, kernel));
}
