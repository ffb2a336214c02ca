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
      const folder = path.dirname(bindingFile);
      mkdirSync(folder, { recursive: true });
      say('compiling (about 15 s)');
      const patched = await patchedSources(sources, inRoot('.lab'));
      const headers = inRoot('node_modules/node-api-headers/include');
      const mac = process.platform === 'darwin';
      const rpaths = [home, ...nvidiaLibraryFolders(home)].map((dir) => `-Wl,-rpath,${dir}`);
      await command(
        [
          compiler,
          '-O2',
          '-std=c++17',
          '-fPIC',
          '-shared',
          '-w',
          '-DNAPI_VERSION=8',
          '-DNODE_GYP_MODULE_NAME=tfjs_binding',
          ...(mac ? ['-undefined', 'dynamic_lookup'] : []),
          `-I${headers}`,
          `-I${path.join(home, 'include')}`,
          path.join(patched, 'tfjs_backend.cc'),
          path.join(patched, 'tfjs_binding.cc'),
          path.join(patched, 'functions.cc'),
          ...libraries.map((file) => path.join(home, file)),
          ...rpaths,
          '-o',
          `${bindingFile}.new`,
        ],
        { what: 'Compiling the binding' },
      );
      renameSync(`${bindingFile}.new`, bindingFile);
    },
  };
}

/** CUDA's libraries of the `nvidia-*` wheels, which TensorFlow opens by name: on the binding's rpath they are found without any environment variable. */
function nvidiaLibraryFolders(/** @type {string} */ home) {
  const nvidia = path.join(home, 'nvidia');
  if (!existsSync(nvidia)) return [];
  return readdirSync(nvidia)
    .map((name) => path.join(nvidia, name, 'lib'))
    .filter((dir) => existsSync(dir));
}
