#!/usr/bin/env node
/** `npm run docs`: the documents that are made from the code. */
import { spawnSync } from 'node:child_process';
import { CommandError, runCommand } from './cli.mjs';
import { inRoot } from './setup/paths.mjs';

await runCommand(import.meta, {
  usage: 'npm run docs',
  about: 'Writes docs/PATCHES.md from the registry of patches (test/upstream/registry). Run it after a change of the registry.',
  run() {
    const argv = ['--import', 'tsx', inRoot('test/upstream/write-page.ts')];
    const { status } = spawnSync(process.execPath, argv, { cwd: inRoot(), stdio: 'inherit' });
    if (status !== 0) throw new CommandError('docs/PATCHES.md could not be written, see above.');
  },
});
