import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { CommandError } from '../command-error.mjs';
import { additions, patchedSources } from './binding-sources.mjs';
import { command } from './command.mjs';
import { bindingFile, inRoot, tensorflowDir } from './paths.mjs';
import { findCompiler, remedies } from './prerequisites.mjs';
import { fingerprint } from './step.mjs';
import { libraries } from './tensorflow.mjs';

const sources = inRoot('node_modules/@tensorflow/tfjs-node-gpu/binding');

// Patch: tfjs-binding-download
/** tfjs-node-gpu's own binding, compiled against the unpacked TensorFlow (its published one is for TensorFlow 2.9 and is not fetched). */
export function binding(/** @type {string} */ flavour) {
  const home = tensorflowDir(flavour);
  return {
    name: 'binding',
    title: 'Binding of TensorFlow to Node',
    print: fingerprint(
      home,
      { file: inRoot('package-lock.json') },
      ...readdirSync(additions).map((name) => ({ file: path.join(additions, name) })),
      process.arch,
    ),
    makes: [bindingFile],
    async run(/** @type {(text: string) => void} */ say) {
      const compiler = findCompiler();
      if (!compiler) throw new CommandError('A C++ compiler is missing.', { kind: 'missing', remedy: remedies.compiler });
      mkdirSync(path.dirname(bindingFile), { recursive: true });
      say('compiling (about 15 s)');
      const patched = await patchedSources(sources, inRoot('.lab'));
      const made = `${bindingFile}.new`;
      const linked = process.platform === 'linux' ? await emptyLibraries(compiler) : home;
      await command([compiler, ...compilerOptions(home, patched, linked), '-o', made], { what: 'Compiling the binding' });
      renameSync(made, bindingFile);
    },
  };
}

/**
 * Libraries of TensorFlow's names with nothing in them, to link with: of the true ones the linker would read half a million names, for 9 s of
 * processor time, though it takes only the libraries' own. The 35 functions are found when the binding is loaded.
 * @param {string} compiler
 * @returns {Promise<string>} their folder
 */
async function emptyLibraries(compiler) {
  const folder = inRoot('.lab/empty-libraries');
  mkdirSync(folder, { recursive: true });
  for (const name of libraries)
    await command([compiler, '-shared', `-Wl,-soname,${name}`, '-x', 'c++', '/dev/null', '-o', path.join(folder, name)], {
      what: 'Compiling the binding',
    });
  return folder;
}

/**
 * Options and files of the compilation.
 * @param {string} home the unpacked TensorFlow
 * @param {string} patched the folder of the binding's sources
 * @param {string} linked the folder of the libraries to link with
 */
function compilerOptions(home, patched, linked) {
  return [
    ...['-O2', '-std=c++17', '-fPIC', '-shared', '-w', '-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding'],
    ...(process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : []),
    `-I${inRoot('node_modules/node-api-headers/include')}`,
    `-I${path.join(home, 'include')}`,
    ...['tfjs_backend.cc', 'tfjs_binding.cc', 'functions.cc'].map((file) => path.join(patched, file)),
    // Some compilers leave out a library in which nothing is found.
    ...(process.platform === 'linux' ? ['-Wl,--no-as-needed'] : []),
    ...libraries.map((file) => path.join(linked, file)),
    ...[home, ...nvidiaLibraryFolders(home)].map((dir) => `-Wl,-rpath,${dir}`),
  ];
}

/** CUDA's libraries of the `nvidia-*` wheels, which TensorFlow opens by name. With the rpath of the binding they are found without an environment variable. */
function nvidiaLibraryFolders(/** @type {string} */ home) {
  const nvidia = path.join(home, 'nvidia');
  if (!existsSync(nvidia)) return [];
  return readdirSync(nvidia)
    .map((name) => path.join(nvidia, name, 'lib'))
    .filter((dir) => existsSync(dir));
}
