import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { command } from './command.mjs';
import { inRoot } from './paths.mjs';
import { fingerprint } from './step.mjs';

/** Compiles `kernel-helpers` and builds the kernel. It is done again after a change of a source file. */
export const build = () => ({
  name: 'build',
  title: 'kernel-helpers and the kernel',
  print: fingerprint(
    sourceStamp(inRoot('kernel-helpers/src')),
    sourceStamp(inRoot('kernel-helpers/lab-extension')),
    sourceStamp(inRoot('kernel-helpers/browser/playground')),
    { file: inRoot('scripts/build.mjs') },
    { file: inRoot('scripts/build-extension.mjs') },
    { file: inRoot('scripts/build-grader.mjs') },
    { file: inRoot('scripts/build-helpers.mjs') },
    { file: inRoot('scripts/build-kernel.mjs') },
    { file: inRoot('scripts/grade/typescript-code.mjs') },
    { file: inRoot('scripts/build-playground.mjs') },
    { file: inRoot('scripts/page-extension.mjs') },
    { file: inRoot('scripts/setup/tsc.mjs') },
    ...['late-modules', 'launcher', 'snapshot'].map((name) => ({ file: inRoot('scripts/kernel', `${name}.mjs`) })),
    { file: inRoot('package-lock.json') },
    process.version,
  ),
  makes: ['index.js', 'index.d.ts', 'bundle/helpers.js', 'lab-extension/package.json', 'playground/page/widget.js'].map((name) =>
    inRoot('kernel-helpers/dist', name),
  ),
  run: (/** @type {(text: string) => void} */ say) =>
    command([process.execPath, inRoot('scripts/build.mjs')], { say, what: 'Building kernel-helpers' }),
});

/** Names, sizes and times of all files below a folder. */
function sourceStamp(/** @type {string} */ folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { mtimeMs, size } = statSync(path.join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    })
    .join('\n');
}
