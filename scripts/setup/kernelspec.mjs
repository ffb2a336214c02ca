import { command } from './command.mjs';
import { inRoot } from './paths.mjs';
import { fingerprint } from './step.mjs';

/** The kernelspec named `tslab` in `.venv/share/jupyter/kernels/`. */
export const kernelspec = () => ({
  name: 'kernelspec',
  title: 'Jupyter kernel',
  print: fingerprint(inRoot(), process.execPath, process.version, { file: inRoot('scripts/kernel.mjs') }),
  makes: [inRoot('.venv/share/jupyter/kernels/tslab/kernel.json')],
  run: (/** @type {(text: string) => void} */ say) =>
    command([process.execPath, inRoot('scripts/kernel.mjs'), 'install', '--force', '--prefix', inRoot('.venv')], {
      say,
      what: 'Installing the kernel',
    }),
});
