/** The kernel of a tab in a page of its own, without JupyterLite around it. */
import { build } from 'esbuild';
import { inRoot } from '../setup/paths.mjs';
import { common } from './bundle.mjs';

/** Only this of JupyterLab's signals is used by the kernel. */
const signals = `export class Signal {
  #slots = [];
  connect(slot) { this.#slots.push(slot); }
  emit(value) { for (const slot of this.#slots) slot(undefined, value); }
}`;

/** @returns {Promise<string>} a script that sets `globalThis.startBareKernel` (see page/bare.ts) */
export async function bareKernelScript() {
  const made = await build({
    ...common(''),
    outdir: undefined,
    write: false,
    format: 'iife',
    stdin: {
      contents: `import { startBareKernel } from './page/bare.ts'; globalThis.startBareKernel = startBareKernel;`,
      resolveDir: inRoot('kernel-helpers/browser'),
    },
    plugins: [
      {
        name: 'signals',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^@lumino\/signaling$/ }, ({ path }) => ({ path, namespace: 'signals' }));
          onLoad({ filter: /./, namespace: 'signals' }, () => ({ contents: signals }));
        },
      },
    ],
  });
  return made.outputFiles[0]?.text ?? '';
}
