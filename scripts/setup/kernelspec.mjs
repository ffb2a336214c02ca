import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { command } from './command.mjs';
import { inRoot } from './paths.mjs';
import { fingerprint } from './step.mjs';

const share = (/** @type {string[]} */ ...parts) => inRoot('.venv/share/jupyter', ...parts);
const extension = share('labextensions/lecture-lab');

/** The kernelspecs `tslab` and `jslab` in `.venv/share/jupyter/kernels/`, and beside them the extension of JupyterLab. */
export const kernelspec = () => ({
  name: 'kernelspec',
  title: 'Jupyter kernel',
  print: fingerprint(
    inRoot(),
    process.execPath,
    process.version,
    { file: inRoot('scripts/kernel.mjs') },
    { file: inRoot('scripts/kernel/kernelspec.mjs') },
  ),
  makes: [...['tslab', 'jslab'].map((name) => share('kernels', name, 'kernel.json')), path.join(extension, 'package.json')],
  async run(/** @type {(text: string) => void} */ say) {
    linkExtension();
    await command([process.execPath, inRoot('scripts/kernel.mjs'), 'install', '--force', '--prefix', inRoot('.venv')], {
      say,
      what: 'Installing the kernel',
    });
  },
});

/** A link, so that what is built is what the page loads. */
function linkExtension() {
  mkdirSync(path.dirname(extension), { recursive: true });
  rmSync(extension, { recursive: true, force: true });
  symlinkSync(path.relative(path.dirname(extension), inRoot('kernel-helpers/dist/lab-extension')), extension);
}
