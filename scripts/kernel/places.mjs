/** Where Jupyter looks for kernelspecs. */
import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import path from 'node:path';
import { CommandError } from '../command-error.mjs';

/** @typedef {{ prefix?: string, 'sys-prefix'?: boolean, user?: boolean }} Place */

/** The folder of the user's own kernelspecs. */
function userKernels() {
  if (process.env.JUPYTER_DATA_DIR) return path.join(process.env.JUPYTER_DATA_DIR, 'kernels');
  const home = homedir();
  if (process.platform === 'darwin') return path.join(home, 'Library/Jupyter/kernels');
  if (process.platform === 'win32') return path.join(process.env.APPDATA ?? home, 'jupyter', 'kernels');
  return path.join(process.env.XDG_DATA_HOME || path.join(home, '.local/share'), 'jupyter/kernels');
}

const below = (/** @type {string} */ prefix) => path.join(path.resolve(prefix), 'share/jupyter/kernels');

/** The folder of the Python environment that is active. */
function pythonPrefix() {
  for (const python of ['python3', 'python']) {
    const { status, stdout } = spawnSync(python, ['-c', 'import sys; print(sys.prefix)'], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  const remedy = 'Activate the Python environment of your Jupyter, or name its folder with --prefix.';
  throw new CommandError('--sys-prefix asks Python where it lies, and there is no python3.', { kind: 'missing', remedy });
}

/** The folder of kernelspecs that the options name: the user's own by default. */
export function kernelsOf(/** @type {Place} */ { prefix, 'sys-prefix': ofPython = false, user = false }) {
  if (Number(prefix !== undefined) + Number(ofPython) + Number(user) > 1)
    throw new CommandError('--user, --sys-prefix and --prefix exclude each other', { kind: 'usage' });
  if (ofPython) return below(pythonPrefix());
  return prefix === undefined ? userKernels() : below(prefix);
}

/** The folders in which to look for what is installed. */
export function allKernels(/** @type {Place} */ place, /** @type {readonly string[]} */ prefixes) {
  if (place.prefix !== undefined || place['sys-prefix'] || place.user) return [kernelsOf(place)];
  return [...new Set([...prefixes.map(below), userKernels(), '/usr/local/share/jupyter/kernels'])];
}
