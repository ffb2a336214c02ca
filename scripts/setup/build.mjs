import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { command } from './command.mjs';
import { inRoot } from './paths.mjs';
import { fingerprint } from './step.mjs';

/** `kernel-helpers` compiled, and the kernel made of it. Done again when a source file changed. */
export const build = () => ({
  name: 'build',
  title: 'kernel-helpers and the kernel',
  print: fingerprint(
    sourceStamp(inRoot('kernel-helpers/src')),
    { file: inRoot('scripts/build.mjs') },
    { file: inRoot('scripts/build-kernel.mjs') },
    { file: inRoot('package-lock.json') },
    process.version,
  ),
  makes: [inRoot('kernel-helpers/dist/index.js'), inRoot('kernel-helpers/dist/index.d.ts')],
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
