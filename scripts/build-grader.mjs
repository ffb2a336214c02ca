#!/usr/bin/env node
/**
 * Makes, in `kernel-helpers/dist/grader/bundle/` and for the Node that runs this script: the compiler that is ready, for the processes of
 * submissions, in one file and two start-up snapshots of it; and V8's code of TypeScript, for the process that marks. Without them both start more
 * slowly. `build-grader.mjs FOLDER [light|full]` makes other snapshots beside `bundle`, or one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { lateModules } from './kernel/late-modules.mjs';
import { writeSnapshot } from './kernel/snapshot.mjs';
import { inRoot, root } from './setup/paths.mjs';

/** @type {typeof import('../kernel-helpers/src/grader/sandbox/inside.js')} */
const { environment, node, places, studentProgram } = await import(inRoot('kernel-helpers/dist/grader/sandbox/inside.js'));
/** @type {typeof import('../kernel-helpers/src/grader/sandbox/ready.js')} */
const { maker, readyFiles, readyOptions } = await import(inRoot('kernel-helpers/dist/grader/sandbox/ready.js'));
/** @type {typeof import('../kernel-helpers/src/grader/class/notebook-job.js')} */
const { markOptions } = await import(inRoot('kernel-helpers/dist/grader/class/notebook-job.js'));
/** @type {typeof import('../kernel-helpers/src/grader/sandbox/snapshot-options.js')} */
const { snapshotOptions } = await import(inRoot('kernel-helpers/dist/grader/sandbox/snapshot-options.js'));

const folder = inRoot('kernel-helpers/dist/grader', process.argv[2] ?? 'bundle');
const { program, madeBy, ...blobs } = readyFiles(folder);
const kinds = /** @type {const} */ (['light', 'full']).filter((kind) => process.argv[3] === undefined || kind === process.argv[3]);
// The one of a submission: nothing of who builds gets into the snapshot.
const env = environment();

/** Starts a submission's process that is asked nothing. @param {boolean} light @returns {Promise<string | undefined>} what is wrong */
async function trial(light) {
  const [command = '', ...argv] = node([...readyOptions(light, folder), studentProgram]);
  const child = spawn(command, argv, { env, cwd: root, stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
  /** @type {import('node:stream').Writable} */ (child.stdio[3]).end();
  const [errors, answers] = await Promise.all([2, 4].map((i) => text(/** @type {import('node:stream').Readable} */ (child.stdio[i]))));
  return answers === '{"id":"ready"}\n' ? undefined : `it does not start: ${errors?.trim().split('\n')[0]}`;
}

rmSync(madeBy, { force: true });
await build({
  entryPoints: [inRoot('kernel-helpers/src/grader/submission/snapshot.ts')],
  outfile: program,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: true, // the snapshot holds the source
  logLevel: 'warning',
  plugins: [lateModules],
});
let why;
for (const kind of kinds)
  why ??= writeSnapshot(blobs[kind], { node: node(snapshotOptions), program: [program, root, places.home, kind], cwd: root, env });
if (why === undefined) {
  writeFileSync(madeBy, maker());
  for (const kind of kinds) why ??= await trial(kind === 'light');
}
if (why !== undefined) {
  for (const file of [...Object.values(blobs), madeBy]) rmSync(file, { force: true });
  console.warn(`No start-up snapshot of the grader's compiler, submissions start more slowly: ${why}`);
}

if (process.argv[2] === undefined) {
  const { status } = spawnSync(process.execPath, [...markOptions, inRoot('scripts/grade/typescript-code.mjs'), folder], {
    stdio: 'inherit',
  });
  if (status !== 0) console.warn('No code of TypeScript, the process that marks starts more slowly.');
}
