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
      await command([compiler, ...compilerOptions(home, patched), '-o', made], { what: 'Compiling the binding' });
      renameSync(made, bindingFile);
    },
  };
}

/**
 * Options and files of the compilation.
 * @param {string} home the unpacked TensorFlow
 * @param {string} patched the folder of the binding's sources
 */
function compilerOptions(home, patched) {
  return [
    ...['-O2', '-std=c++17', '-fPIC', '-shared', '-w', '-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding'],
    ...(process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : []),
    `-I${inRoot('node_modules/node-api-headers/include')}`,
    `-I${path.join(home, 'include')}`,
    ...['tfjs_backend.cc', 'tfjs_binding.cc', 'functions.cc'].map((file) => path.join(patched, file)),
    ...libraries.map((file) => path.join(home, file)),
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
