#!/usr/bin/env node
/** `npm run kernel -- install|uninstall|list|pack`: the lab's kernel in this and in other Jupyter installations, and as a package of its own. */
import { createRequire } from 'node:module';
import { CommandError, runCommand } from './cli.mjs';
import { options, runKernelCommand, words } from './kernel/command.mjs';
import { logo, writeSpec } from './kernel/kernelspec.mjs';
import { inRoot } from './setup/paths.mjs';

/** The logo in the formats that Jupyter's front ends use: SVG, and PNG if the renderer is installed. */
export function logos() {
  /** @type {Record<string, string | Uint8Array>} */
  const files = { 'logo-svg.svg': logo };
  try {
    const { Resvg } = createRequire(inRoot('kernel-helpers/package.json'))('@resvg/resvg-js');
    for (const size of [32, 64]) {
      files[`logo-${size}x${size}.png`] = new Resvg(logo, { fitTo: { mode: 'width', value: size } }).render().asPng();
    }
  } catch {
    // without PNG the SVG is enough
  }
  return files;
}

/** @type {import('./kernel/command.mjs').Kernel} */
const lab = {
  install: (folders) => {
    for (const folder of folders)
      writeSpec(folder, { home: inRoot('kernel-helpers/dist/kernel/bundle'), title: ' (lecture lab)', logos: logos() });
  },
  prefixes: [inRoot('.venv')],
};

async function pack(/** @type {{ to?: string, as?: string }} */ { to, as: version }, /** @type {string[]} */ more) {
  if (more.length > 0) throw new CommandError(`pack takes no further argument, got ${more.join(' ')}`, { kind: 'usage' });
  const { packKernel } = await import('./kernel/package.mjs');
  console.log(await packKernel(to ?? process.cwd(), logos(), version));
}

await runCommand(import.meta, {
  usage: `npm run kernel -- COMMAND [--prefix FOLDER | --sys-prefix | --user] [--name NAME] [--force]
npm run kernel -- pack [--to FOLDER] [--as VERSION]`,
  about: "The lab's kernel in this and in other Jupyter installations. COMMAND is the first word:",
  words: { ...words, pack: 'makes tslab-kernel-VERSION.tgz: the kernel alone, for any Jupyter, without the lab' },
  takes: [1, Infinity],
  options: {
    ...options,
    to: { type: 'string', value: 'FOLDER', help: 'where pack puts its file; here by default' },
    as: { type: 'string', value: 'VERSION', help: "the packed kernel's version; the lab's own by default" },
  },
  async run({ to, as, ...values }, [command, ...more]) {
    if (command === 'pack') return pack({ to, as }, more);
    if (to !== undefined || as !== undefined) throw new CommandError('--to and --as belong to pack', { kind: 'usage' });
    runKernelCommand([command ?? '', ...more], values, lab, ['pack']);
  },
});
