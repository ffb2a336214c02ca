/** V8's start-up snapshots: a program is run once, and its heap is written to a file from which it continues whenever it is started. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

/**
 * @param {string} blob the file that is made
 * @param {object} start
 * @param {readonly string[]} start.node Node and its options; who starts from the snapshot must give the same
 * @param {readonly string[]} start.program in one file of CommonJS, with its arguments
 * @param {string} start.cwd
 * @param {NodeJS.ProcessEnv} start.env
 * @returns {string | undefined} why there is none
 */
export function writeSnapshot(blob, { node: [node = '', ...options], program, cwd, env }) {
  rmSync(blob, { force: true });
  const argv = [...options, '--snapshot-blob', blob, '--build-snapshot', ...program];
  const { status, signal, stderr } = spawnSync(node, argv, { cwd, encoding: 'utf8', env: { ...env, NODE_OPTIONS: '' } });
  if (status === 0) return undefined;
  rmSync(blob, { force: true });
  return stderr?.trim().split('\n')[0] || `node ended with ${signal ?? status}`;
}
