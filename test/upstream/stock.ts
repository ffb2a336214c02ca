/** Other projects as they are, without anything of the lab: what the tests of the patches look at. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as Tfjs from '@tensorflow/tfjs';

const require = createRequire(import.meta.url);

/** Where tfjs-node-gpu is installed. */
export const tfjsNode = path.dirname(require.resolve('@tensorflow/tfjs-node-gpu/package.json'));

/** A program run by this Node in a process of its own, where nothing of the lab is loaded. */
export function runNode(program: string, options: { flags?: string[]; timeout?: number } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'upstream-'));
  try {
    const file = path.join(folder, 'program.cjs');
    writeFileSync(file, program);
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, [...(options.flags ?? []), file], {
      cwd: folder,
      encoding: 'utf8',
      timeout: options.timeout ?? 20_000,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    return { status, signal, stdout, stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes a start-up snapshot of a program. */
export const buildSnapshot = (program: string) => runNode(program, { flags: ['--snapshot-blob', 'program.blob', '--build-snapshot'] });

/** Makes one and starts from it. */
export const runSnapshot = (program: string) =>
  runNode(`const { execFileSync } = require('node:child_process');
    require('node:fs').writeFileSync('held.cjs', ${JSON.stringify(program)});
    execFileSync(process.execPath, ['--snapshot-blob', 'held.blob', '--build-snapshot', 'held.cjs']);
    execFileSync(process.execPath, ['--snapshot-blob', 'held.blob'], { stdio: 'inherit' });`);

/**
 * Runs a function on stock tfjs (its JavaScript backend) in a process of its own.
 * @param measure gets tfjs; may use nothing from outside; what it returns must be JSON, with NaN as null
 */
export function onStockTfjs<T>(measure: (tf: typeof Tfjs) => T | Promise<T>): T {
  const tfjs = JSON.stringify(createRequire(path.join(tfjsNode, 'package.json')).resolve('@tensorflow/tfjs'));
  // tfjs greets on stdout and stderr; the answer stands alone on the last line. esbuild names functions through a helper.
  const program = `const tf = require(${tfjs}); const __name = (f) => f;
    Promise.resolve((${measure.toString()})(tf)).then((value) => console.log('\\n' + JSON.stringify(value)));`;
  const { status, stdout, stderr } = runNode(program);
  if (status !== 0) throw new Error(`stock tfjs ended with ${status}: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T;
}
