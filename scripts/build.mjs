#!/usr/bin/env node
/** `npm run build`: compiles kernel-helpers. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inRoot } from './setup/paths.mjs';

const tsc = inRoot('node_modules/typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', inRoot('kernel-helpers')], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
const kernel = inRoot('scripts/build-kernel.mjs');
if (existsSync(kernel)) process.exit(spawnSync(process.execPath, [kernel], { stdio: 'inherit' }).status ?? 1);
