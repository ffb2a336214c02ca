#!/usr/bin/env node
/** `npm run lint`: format, lint, and the direction of imports. */
import { spawnSync } from 'node:child_process';
import { inRoot } from './setup/paths.mjs';

/** The checks by name, each a command line that ends with 0 when all is well. */
export const lintChecks = {
  'format and lint (Biome)': [inRoot('node_modules/.bin/biome'), 'check', '--error-on-warnings', '.'],
  'floating promises and import direction (ESLint)': [inRoot('node_modules/.bin/eslint'), '.', '--max-warnings', '0'],
};

if (import.meta.filename === process.argv[1]) {
  const failed = Object.entries(lintChecks).filter(
    ([, [program, ...args]]) => spawnSync(program, args, { cwd: inRoot(), stdio: 'inherit' }).status !== 0,
  );
  process.exit(failed.length > 0 ? 1 : 0);
}
