/** What must be installed before set-up can begin; each error is one sentence with its remedy. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statfsSync } from 'node:fs';
import { CommandError } from '../command-error.mjs';
import { cache, inRoot, inVenv, root } from './paths.mjs';

const install = (/** @type {string} */ debian, /** @type {string} */ fedora, /** @type {string} */ mac) =>
  `Debian/Ubuntu: sudo apt install ${debian}; Fedora: sudo dnf install ${fedora}; macOS: ${mac}`;

/** The remedies, also shown by the doctor. */
export const remedies = {
  python: install('python3 python3-venv', 'python3', 'brew install python'),
  venv: install('python3-venv', 'python3-libs', 'brew install python'),
  compiler: install('g++', 'gcc-c++', 'xcode-select --install'),
};

const named = (/** @type {(string | undefined)[]} */ names) => names.flatMap((name) => name || []);

/** @throws {CommandError} for a Node that is too old */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new CommandError(`Node ${version} is too old: version 20.19 or later is needed.`, {
      kind: 'missing',
      remedy: install('nodejs (from NodeSource, or with nvm: nvm install 22)', 'nodejs', 'brew install node'),
    });
  }
}

/**
 * The first Python ≥ 3.10 among `LECTURE_LAB_PYTHON`, `python3` and the versioned names.
 * @returns {{ program: string, version: string }}
 * @throws {CommandError}
 */
export function findPython(
  /** @type {(string | undefined)[]} */ candidates = [
    process.env.LECTURE_LAB_PYTHON,
    'python3',
    'python3.13',
    'python3.12',
    'python3.11',
    'python3.10',
    'python',
  ],
) {
  /** @type {string | undefined} */
  let old;
  for (const name of named(candidates)) {
    const probe = spawnSync(name, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], { encoding: 'utf8' });
    if (probe.status !== 0) continue;
    const version = probe.stdout.trim();
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major === 3 && minor >= 10) return { program: name, version };
    old ??= version;
  }
  throw new CommandError(`Python ${old ? `${old} is too old` : 'was not found'}: Python 3.10 or later is needed.`, {
    kind: 'missing',
    remedy: remedies.python,
  });
}

/** @throws {CommandError} if that Python cannot make virtual environments */
export function checkVenvModule(/** @type {string} */ python) {
  const probe = spawnSync(python, ['-c', 'import venv, ensurepip'], { encoding: 'utf8' });
  if (probe.status !== 0) throw new CommandError("Python's venv module is missing.", { kind: 'missing', remedy: remedies.venv });
}

/** The C++ compiler (`CXX`, `g++`, `c++` or `clang++`), or undefined. */
export function findCompiler(/** @type {(string | undefined)[]} */ candidates = [process.env.CXX, 'g++', 'c++', 'clang++']) {
  return named(candidates).find((name) => spawnSync(name, ['--version'], { encoding: 'utf8' }).status === 0);
}

/** @throws {CommandError} if the disk has too little space for the remaining downloads */
export function checkDisk(
  /** @type {[folder: string, gigabytes: number][]} */ needs = [
    [root, existsSync(inRoot('node_modules')) && existsSync(inVenv('jupyter')) ? 0.3 : 2.5],
    [cache, existsSync(cache) ? 0.3 : 2.5],
  ],
) {
  for (const [folder, gigabytes] of needs) {
    mkdirSync(folder, { recursive: true });
    const { bavail, bsize } = statfsSync(folder);
    const free = (bavail * bsize) / 1e9;
    if (free < gigabytes)
      throw new CommandError(`The disk of ${folder} has ${free.toFixed(1)} GB free: ${gigabytes} GB are needed.`, {
        kind: 'disk',
        remedy: 'Free some, or put the cache elsewhere with LECTURE_LAB_CACHE=/path.',
      });
  }
}
