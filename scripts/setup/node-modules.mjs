import { command } from './command.mjs';
import { inRoot } from './paths.mjs';
import { fingerprint } from './step.mjs';

/** `npm ci`: the packages of the lock file, no install scripts. */
export const nodeModules = () => ({
  name: 'node-modules',
  title: 'Node packages',
  print: fingerprint({ file: inRoot('package-lock.json') }, process.platform, process.arch),
  makes: [inRoot('node_modules/typescript/package.json'), inRoot('node_modules/@tensorflow/tfjs-node-gpu/package.json')],
  run: (/** @type {(text: string) => void} */ say) =>
    command(['npm', 'ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=http'], {
      cwd: inRoot(),
      say,
      what: 'Installing the Node packages',
      // npm prints the name of each package; a count is easier to read.
      progress: counter('packages fetched'),
    }),
});

function counter(/** @type {string} */ unit) {
  let n = 0;
  return (/** @type {string} */ line) => (/http (fetch|cache)/.test(line) ? `${++n} ${unit}` : undefined);
}
