#!/usr/bin/env node
/** `npm run lint`: format, lint, and the direction of imports. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { CommandError, runCommand } from './cli.mjs';
import { writeOxlintConfig } from './lint/oxlint-config.mjs';
import { inRoot } from './setup/paths.mjs';

/** The checks by name, each a command line with exit status 0 if there is no error. @returns {Record<string, [program: string, ...string[]]>} */
export const lintChecks = () => ({
  'format and lint (Biome)': [inRoot('node_modules/.bin/biome'), 'check', '--error-on-warnings', '.'],
  // Type-aware for the floating promises; the compiler beneath it is native.
  'floating promises and import direction (Oxlint)': [
    inRoot('node_modules/.bin/oxlint'),
    '--type-aware',
    '--deny-warnings',
    '--report-unused-disable-directives',
    '-c',
    writeOxlintConfig(),
    'kernel-helpers/src',
    'test',
  ],
});

await runCommand(import.meta, {
  usage: 'npm run lint',
  about: `Checks format and style (Biome), floating promises and the direction of imports (Oxlint) of the whole project.
Changes nothing; npm run format puts the format right.`,
  run() {
    let failed = 0;
    for (const [title, [program, ...args]] of Object.entries(lintChecks())) {
      if (!existsSync(program)) throw new CommandError(`${program} is not there.`, { kind: 'missing', remedy: 'npm run setup' });
      console.log(`${title} …`);
      if (spawnSync(program, args, { cwd: inRoot(), stdio: 'inherit' }).status !== 0) failed = 1;
    }
    return failed;
  },
});
