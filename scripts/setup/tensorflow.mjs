import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CommandError } from '../command-error.mjs';
import { command } from './command.mjs';
import { cache, inRoot, inVenv, tensorflowDir, tensorflowVersion } from './paths.mjs';
import { fingerprint } from './step.mjs';

/** `gpu` if there is a working NVIDIA driver, else `cpu`. */
export function detectFlavour() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'cpu';
  return spawnSync('nvidia-smi', ['-L'], { encoding: 'utf8' }).stdout?.includes('GPU') ? 'gpu' : 'cpu';
}

const libraries =
  process.platform === 'darwin'
    ? ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib']
    : ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/** The two libraries' file names on this platform. */
export { libraries };

/** TensorFlow's headers and libraries, unpacked from its wheel without the Python files, so that the machine's Python version does not matter. */
export function tensorflow(/** @type {string} */ flavour) {
  const target = tensorflowDir(flavour);
  const makes = [path.join(target, 'include/tensorflow/c/c_api.h'), ...libraries.map((file) => path.join(target, file))];
  return {
    name: `tensorflow-${flavour}`,
    title: `TensorFlow ${tensorflowVersion} (${flavour.toUpperCase()})`,
    print: fingerprint(tensorflowVersion, flavour, target),
    makes,
    async run(/** @type {(text: string) => void} */ say) {
      if (makes.every((file) => existsSync(file))) return; // another clone of the project has made it
      mkdirSync(cache, { recursive: true });
      for (const old of readdirSync(cache)) if (old.startsWith('.unpack-')) rmSync(path.join(cache, old), { recursive: true, force: true });
      const staging = mkdtempSync(path.join(cache, '.unpack-'));
      try {
        if (flavour === 'gpu') await download(staging, [`tensorflow[and-cuda]==${tensorflowVersion}`], say);
        else await download(staging, [`${wheelName()}==${tensorflowVersion}`], say, '--no-deps');
        say('unpacking headers and libraries (850 MB)');
        await command([inVenv('python'), inRoot('scripts/setup/unpack_tensorflow.py'), staging], { what: 'Unpacking TensorFlow' });
        rmSync(target, { recursive: true, force: true });
        mkdirSync(target);
        renameSync(path.join(staging, 'tensorflow/include'), path.join(target, 'include'));
        for (const file of libraries) renameSync(path.join(staging, 'tensorflow', file), path.join(target, file));
        if (existsSync(path.join(staging, 'nvidia'))) renameSync(path.join(staging, 'nvidia'), path.join(target, 'nvidia'));
      } finally {
        rmSync(staging, { recursive: true, force: true });
      }
    },
  };
}

/** On aarch64 Linux and macOS the package `tensorflow` is the CPU build; x86-64 Linux has its own smaller wheel. */
const wheelName = () => (process.platform === 'linux' && process.arch === 'x64' ? 'tensorflow-cpu' : 'tensorflow');

/** Fetches wheels: pip would install a thousand Python files with them, and 13,000 headers. */
async function download(
  /** @type {string} */ staging,
  /** @type {string[]} */ packages,
  /** @type {(text: string) => void} */ say,
  /** @type {string[]} */ ...flags
) {
  let size = '';
  try {
    await command(
      [
        inVenv('python'),
        '-m',
        'pip',
        'download',
        '--disable-pip-version-check',
        '--no-input',
        '--dest',
        staging,
        '--python-version',
        '3.12',
        '--only-binary=:all:',
        ...flags,
        ...packages,
      ],
      {
        say,
        what: 'Fetching TensorFlow',
        progress: (line) => {
          const found = /^Downloading (?:\S*\/)?([\w.]+?)-\d\S* \(([^)]+)\)/.exec(line);
          if (found) size = `downloading ${found[1]} (${found[2]})`;
          return size || undefined;
        },
      },
    );
  } catch (error) {
    if (error instanceof CommandError && /No matching distribution|Could not find a version/.test(error.output ?? '')) {
      throw new CommandError(`There is no TensorFlow ${tensorflowVersion} wheel for ${process.platform} ${process.arch}.`, {
        kind: 'missing',
      });
    }
    throw error;
  }
}
