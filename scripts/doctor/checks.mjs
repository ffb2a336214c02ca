/** The doctor's checks. Each check tries something, and returns a line of the report or throws an error with a `remedy`. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CommandError } from '../command-error.mjs';
import { bindingFile, cache, inRoot, inVenv, root, tensorflowVersion } from '../setup/paths.mjs';
import { checkNode, findCompiler, findPython, remedies } from '../setup/prerequisites.mjs';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {boolean} needed the lab does not run without it
 * @property {() => string | Promise<string>} run returns the line of the report, or throws
 */

const fail = (/** @type {string} */ message, /** @type {string} */ remedy) => new CommandError(message, { kind: 'missing', remedy });

const readJson = (/** @type {string} */ file) => JSON.parse(readFileSync(file, 'utf8'));

function packageVersion(/** @type {string} */ name) {
  const file = inRoot('node_modules', name, 'package.json');
  if (!existsSync(file)) throw fail(`${name} is not installed`, 'npm run setup');
  return `${name} ${readJson(file).version}`;
}

/**
 * Runs a program and returns its output; if it fails, the error has the first useful line.
 * @param {[program: string, ...string[]]} argv
 * @param {string} remedy
 */
function output([program, ...argv], remedy) {
  const result = spawnSync(program, argv, { encoding: 'utf8', timeout: 60_000 });
  if (result.status !== 0) {
    const text = result.error?.message ?? (result.stderr.trim().split('\n').at(-1) || `ended with ${result.status ?? result.signal}`);
    throw fail(text, remedy);
  }
  return result.stdout.trim();
}

/** Runs code with kernel-helpers in a separate process, so that a crash of native code becomes a line of the report. */
function askHelpers(/** @type {string} */ script) {
  const entry = inRoot('kernel-helpers/dist/core/index.js');
  if (!existsSync(entry)) throw fail('kernel-helpers is not built', 'npm run build');
  const code = `import { tf, backendInfo } from ${JSON.stringify(entry)}; await tf.ready(); ${script}`;
  return output([process.execPath, '--input-type=module', '-e', code], 'npm run setup');
}

/** @type {Check[]} */
export const checks = [
  {
    name: 'Node',
    needed: true,
    run() {
      checkNode();
      return `${process.version} (${process.platform} ${process.arch})`;
    },
  },
  {
    name: 'Node packages',
    needed: true,
    run: () => ['typescript', '@tensorflow/tfjs-node-gpu', 'vega-lite', 'plotly.js-dist', 'tslab'].map(packageVersion).join(', '),
  },
  { name: 'Python', needed: true, run: () => findPython().version },
  {
    name: 'JupyterLab',
    needed: true,
    run: () =>
      output(
        [
          inVenv('python'),
          '-c',
          'from importlib.metadata import version as v; print(", ".join(p + " " + v(p) for p in ["jupyterlab", "jupyter_server", "nbconvert", "nbgrader", "anywidget"]))',
        ],
        'npm run setup',
      ),
  },
  {
    name: 'kernel-helpers',
    needed: true,
    run: () =>
      `built, ${output([process.execPath, '--input-type=module', '-e', `const m = await import(${JSON.stringify(inRoot('kernel-helpers/dist/index.js'))}); console.log(Object.keys(m).length + ' public names');`], 'npm run build')}`,
  },
  {
    name: 'C++ compiler',
    needed: false,
    run() {
      const compiler = findCompiler();
      if (!compiler) throw fail('none found; needed once, for the binding', remedies.compiler);
      return output([compiler, '--version'], remedies.compiler).split('\n')[0] ?? '';
    },
  },
  {
    name: 'TensorFlow',
    needed: false,
    run() {
      if (!existsSync(bindingFile)) throw fail('the native binding is not compiled; the pure JavaScript backend is used', 'npm run setup');
      const info = JSON.parse(
        askHelpers(
          `const b = tf.backend(); const devices = b.binding?.TF_Version; console.log(JSON.stringify({ ...backendInfo, version: b.binding?.TF_Version ?? null, gpu: b.isUsingGpuDevice ?? false, sum: tf.tidy(() => tf.conv2d(tf.ones([1, 4, 4, 1]), tf.ones([3, 3, 1, 1]), 1, 'valid').sum().dataSync()[0]) }))`,
        )
          .split('\n')
          .at(-1) ?? '',
      );
      if (info.name !== 'tensorflow')
        throw fail(
          `the native backend does not load: ${info.reason}`,
          'npm run setup; the lab works without it, convolutional networks are slow',
        );
      if (info.sum !== 36) throw fail(`a convolution gave ${info.sum} instead of 36`, 'remove the cache folder and run npm run setup');
      return `${info.version ?? tensorflowVersion} native, ${info.gpu ? 'GPU' : 'CPU'}`;
    },
  },
  {
    name: 'Threads and memory',
    needed: false,
    run: () =>
      `${os.availableParallelism()} threads, ${(os.totalmem() / 2 ** 30).toFixed(1)} GiB of memory (${(os.freemem() / 2 ** 30).toFixed(1)} free)`,
  },
  {
    name: 'Kernelspec',
    needed: true,
    run() {
      const file = inRoot('.venv/share/jupyter/kernels/tslab/kernel.json');
      if (!existsSync(file)) throw fail('the kernel `tslab` is not installed', 'npm run kernel -- install');
      const { argv, display_name: name } = readJson(file);
      const missing = argv.filter((/** @type {string} */ part) => path.isAbsolute(part) && !existsSync(part));
      if (missing.length > 0) throw fail(`${name}: ${missing[0]} does not exist`, 'npm run kernel -- install');
      return `${name} in ${path.relative(root, path.dirname(file))}`;
    },
  },
  {
    name: 'Kernel',
    needed: true,
    run: () =>
      `answers: ${output([inVenv('python'), inRoot('scripts/doctor/try_kernel.py')], 'npm run build, then npm run kernel -- install')
        .split('\n')
        .at(-1)}`,
  },
  {
    name: 'Cache',
    needed: false,
    run() {
      const { bavail, bsize } = statfsSync(existsSync(cache) ? cache : root);
      return `${cache}${existsSync(cache) ? '' : ' (not made yet)'}, ${((bavail * bsize) / 1e9).toFixed(0)} GB free`;
    },
  },
  {
    name: 'Chromium',
    needed: false,
    run() {
      const found = ['chromium', 'chromium-browser', 'google-chrome'].find((name) => spawnSync(name, ['--version']).status === 0);
      if (!found)
        throw fail(
          'not found; only the browser tests and PDF slides need it',
          'Debian/Ubuntu: sudo apt install chromium; Fedora: sudo dnf install chromium; macOS: brew install --cask chromium',
        );
      return output([found, '--version'], '').split('\n')[0] ?? '';
    },
  },
  {
    name: 'Grading',
    needed: false,
    run() {
      const entry = inRoot('kernel-helpers/dist/grader/index.js');
      if (!existsSync(entry)) throw fail('kernel-helpers is not built', 'npm run build');
      const code = `import { chooseSandbox, tryWalls, wallsText } from ${JSON.stringify(entry)};
        try { const kind = chooseSandbox(); console.log(kind + '. ' + wallsText(tryWalls(kind).walls ?? [])); } catch (error) { console.log('!' + error.message.split('\\n')[1]); }`;
      const said = output([process.execPath, '--input-type=module', '-e', code], 'npm run build');
      if (said.startsWith('!'))
        throw fail(
          `nothing shuts submissions in: ${said.slice(1).trim()}`,
          'Debian/Ubuntu: sudo apt install bubblewrap; only lecturers need it',
        );
      return said;
    },
  },
];
