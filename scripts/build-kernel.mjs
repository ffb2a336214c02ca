#!/usr/bin/env node
/** Makes the kernel of kernel-helpers' sources: the front and the runner, each in one file, in `kernel-helpers/dist/kernel/bundle/`. */
import { build } from 'esbuild';
import { inRoot } from './setup/paths.mjs';

const source = (name) => inRoot('kernel-helpers/src/kernel', name);
await build({
  entryPoints: { front: source('front.ts'), runner: source('runner/main.ts'), watchdog: source('runner/watchdog.ts') },
  outdir: inRoot('kernel-helpers/dist/kernel/bundle'),
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'warning',
});
