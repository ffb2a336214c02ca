#!/usr/bin/env node
/** `npm run docs`: the documents that are made from the code. */
import { spawnSync } from 'node:child_process';
import { CommandError, runCommand } from './cli.mjs';
import { writeNotebookMetadata } from './kernel/notebook-metadata.mjs';
import { inRoot } from './setup/paths.mjs';
import { writeSlideMap } from './slide-map/write.mjs';

await runCommand(import.meta, {
  usage: 'npm run docs',
  about: `Writes docs/PATCHES.md from the registry of patches (test/upstream/registry), and from docs/COVERAGE.md the map of the slides in
notebook 00 and the lines under the notebooks' headings that name pages of the slides; and what the kernel says of itself into the lecture's
notebooks. Run it after a change of one of these, and after an update of TypeScript.`,
  async run() {
    const argv = ['--import', 'tsx', inRoot('test/upstream/write-page.ts')];
    const { status } = spawnSync(process.execPath, argv, { cwd: inRoot(), stdio: 'inherit' });
    if (status !== 0) throw new CommandError('docs/PATCHES.md could not be written, see above.');
    for (const file of new Set([...writeSlideMap(), ...(await writeNotebookMetadata())])) console.log(`wrote notebooks/lecture/${file}`);
  },
});
