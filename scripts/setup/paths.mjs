/** The paths of set-up. It imports only modules of Node, since it runs before `npm ci`. */
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The only folder outside the project into which the project writes. */
export const cache = process.env.LECTURE_LAB_CACHE
  ? path.resolve(process.env.LECTURE_LAB_CACHE)
  : path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'lecture-lab');

/** A path inside the project. */
export const inRoot = (/** @type {string[]} */ ...parts) => path.join(root, ...parts);

/** A program of the Python environment. */
export const inVenv = (/** @type {string} */ program) => inRoot('.venv', 'bin', program);

/** The release of TensorFlow for which the binding is compiled. */
export const tensorflowVersion = '2.21.0';

/** The folder that holds `include/` and the two libraries of one flavour (`cpu` or `gpu`). */
export const tensorflowDir = (/** @type {string} */ flavour) => path.join(cache, `tensorflow-${tensorflowVersion}-${flavour}`);

/** Where tfjs-node-gpu looks for its binding. */
export const bindingFile = inRoot('node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node');
