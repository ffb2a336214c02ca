#!/usr/bin/env node
/** `npm run kernel -- install|uninstall|list`: the lab's kernel in this and in other Jupyter installations. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import { CommandError, runCommand } from './cli.mjs';
import { inRoot } from './setup/paths.mjs';

/** @typedef {{ prefix?: string, name?: string, force?: boolean }} KernelOptions */

const kernelName = /^[a-z0-9._-]+$/i;

/** The folder of the user's own kernelspecs. */
function userKernels() {
  if (process.env.JUPYTER_DATA_DIR) return path.join(process.env.JUPYTER_DATA_DIR, 'kernels');
  const home = homedir();
  if (process.platform === 'darwin') return path.join(home, 'Library/Jupyter/kernels');
  if (process.platform === 'win32') return path.join(process.env.APPDATA ?? home, 'jupyter', 'kernels');
  return path.join(process.env.XDG_DATA_HOME || path.join(home, '.local/share'), 'jupyter/kernels');
}

const kernelsOf = (/** @type {string | undefined} */ prefix) =>
  prefix ? path.join(path.resolve(prefix), 'share/jupyter/kernels') : userKernels();

const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
<rect width="64" height="64" rx="10" fill="#3178c6"/>
<path d="M10 48 C24 48 28 44 32 32 S40 16 54 16" fill="none" stroke="#ffd166" stroke-width="6" stroke-linecap="round"/>
<path d="M10 14 H30 M20 14 V34" stroke="#fff" stroke-width="6" stroke-linecap="round"/>
<path d="M54 34 C50 30 40 31 41 37 C42 43 54 41 54 48 C54 55 42 55 39 50" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"/>
</svg>
`;

/** The logo as Jupyter's front ends look for it: as drawing, and as pixels where the renderer is installed. */
function writeLogos(/** @type {string} */ folder) {
  writeFileSync(path.join(folder, 'logo-svg.svg'), logo);
  try {
    const { Resvg } = createRequire(inRoot('kernel-helpers/package.json'))('@resvg/resvg-js');
    for (const size of [32, 64]) {
      writeFileSync(
        path.join(folder, `logo-${size}x${size}.png`),
        new Resvg(logo, { fitTo: { mode: 'width', value: size } }).render().asPng(),
      );
    }
  } catch {
    // the drawing alone will do
  }
}

/** Whether the kernelspec in `folder` starts a kernel of this project or of another copy of it. */
function isOurs(/** @type {string} */ folder) {
  const file = path.join(folder, 'kernel.json');
  return existsSync(file) && /kernel-helpers[\\/]+dist[\\/]+kernel[\\/]+bundle/.test(readFileSync(file, 'utf8'));
}

/** A kernelspec of the same name that somebody else put there, such as stock tslab's, is not ours to replace or to remove. */
function refuseForeign(/** @type {string} */ folder, /** @type {boolean} */ force, /** @type {string} */ verb) {
  if (force || isOurs(folder) || !existsSync(path.join(folder, 'kernel.json'))) return;
  throw new CommandError(`${folder} holds a kernelspec that is not the lab's; ${verb} with --force, or give another --name`, {
    kind: 'usage',
  });
}

/** Writes kernel.json and the logos. Paths are absolute, so that the kernel starts from any working directory. */
export function install(/** @type {KernelOptions} */ { prefix, name = 'tslab', force = false } = {}) {
  const folder = path.join(kernelsOf(prefix), name);
  refuseForeign(folder, force, 'replace it');
  mkdirSync(folder, { recursive: true });
  const bundle = (/** @type {string} */ file) => inRoot('kernel-helpers/dist/kernel/bundle', file);
  const start = process.platform === 'win32' ? [process.execPath, bundle('front.cjs')] : ['/bin/sh', bundle('launch.sh')];
  const spec = {
    argv: [...start, '{connection_file}'],
    display_name: 'TypeScript (lecture lab)',
    language: 'typescript',
    interrupt_mode: 'message',
    env: { TF_CPP_MIN_LOG_LEVEL: '2' },
    metadata: { debugger: false },
  };
  writeFileSync(path.join(folder, 'kernel.json'), `${JSON.stringify(spec, null, 2)}\n`);
  writeLogos(folder);
  return folder;
}

/** Removes the kernelspec; false where there was none. */
export function uninstall(/** @type {KernelOptions} */ { prefix, name = 'tslab', force = false } = {}) {
  const folder = path.join(kernelsOf(prefix), name);
  if (!existsSync(path.join(folder, 'kernel.json'))) return false;
  refuseForeign(folder, force, 'remove it');
  rmSync(folder, { recursive: true });
  return true;
}

/** The folders of kernelspecs that start a kernel of this project. */
export function list(/** @type {KernelOptions} */ { prefix } = {}) {
  const places = prefix ? [kernelsOf(prefix)] : [kernelsOf(inRoot('.venv')), userKernels(), '/usr/local/share/jupyter/kernels'];
  return places.flatMap((place) => (existsSync(place) ? readdirSync(place) : []).map((name) => path.join(place, name)).filter(isOurs));
}

/** @type {Record<string, (options: KernelOptions) => string>} */
const commands = {
  install: (options) => `installed in ${install(options)}`,
  uninstall: (options) => (uninstall(options) ? 'uninstalled' : 'it was not installed'),
  list: (options) => list(options).join('\n') || 'not installed',
};

/** @param {string[]} words @param {{ prefix?: string, name?: string, user?: boolean, force?: boolean }} values */
function kernel([command = '', ...more], values) {
  const refuse = (/** @type {string} */ text) => new CommandError(text, { kind: 'usage' });
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (!run) throw refuse(`COMMAND must be one of ${Object.keys(commands).join(', ')}, got ${command}`);
  if (more.length > 0) throw refuse(`${command} takes no further argument, got ${more.join(' ')}`);
  if (values.user && values.prefix !== undefined) throw refuse('--user and --prefix exclude each other');
  if (values.name !== undefined && !kernelName.test(values.name))
    throw refuse(`a kernelspec's name consists of letters, digits, dots, dashes and underscores, got ${values.name}`);
  console.log(run(values));
}

await runCommand(import.meta, {
  usage: 'npm run kernel -- COMMAND [--prefix FOLDER | --user] [--name NAME] [--force]',
  about: "The lab's kernel in this and in other Jupyter installations. COMMAND is the first word:",
  words: {
    install: "makes the lab's kernel known to a Jupyter installation",
    uninstall: 'takes it away again',
    list: 'shows where it is installed',
  },
  takes: [1, Infinity],
  options: {
    user: { type: 'boolean', help: "the user's own Jupyter folder (the default)" },
    prefix: { type: 'string', value: 'FOLDER', help: 'a Python environment, such as .venv' },
    name: { type: 'string', value: 'NAME', help: "the kernelspec's name, tslab by default" },
    force: { type: 'boolean', help: "install over, or uninstall, a kernelspec of that name that is not the lab's" },
  },
  run: (values, words) => kernel(words, values),
});
