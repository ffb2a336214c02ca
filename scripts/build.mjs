#!/usr/bin/env node
/** `npm run build`: compiles kernel-helpers and makes the kernel of it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { CommandError, runCommand } from './cli.mjs';
import { inRoot } from './setup/paths.mjs';
import { tsc } from './setup/tsc.mjs';

await runCommand(import.meta, {
  usage: 'npm run build',
  about: `Compiles kernel-helpers to kernel-helpers/dist, then makes the Jupyter kernel, the JupyterLab extension and the playground of it (half a minute).
npm start, npm test and npm run setup do so by themselves where a source has changed.`,
  run() {
    if (!existsSync(inRoot('node_modules/typescript')))
      throw new CommandError('The Node packages are not installed.', { kind: 'missing', remedy: 'npm run setup' });
    const steps = {
      'kernel-helpers': [...tsc(), '-p', inRoot('kernel-helpers')],
      'the helpers in one file': [inRoot('scripts/build-helpers.mjs')],
      'the kernel': [inRoot('scripts/build-kernel.mjs')],
      'the compiler of the grader': [inRoot('scripts/build-grader.mjs')],
      'the JupyterLab extension': [inRoot('scripts/build-extension.mjs')],
      'the playground': [inRoot('scripts/build-playground.mjs')],
    };
    for (const [title, argv] of Object.entries(steps)) {
      console.log(`Building ${title} …`);
      const { status, signal } = spawnSync(process.execPath, argv, { stdio: 'inherit' });
      if (status !== 0) throw new CommandError(`Building ${title} failed (${signal ?? status}), see above.`);
    }
  },
});
