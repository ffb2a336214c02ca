import path from 'node:path';
import { cache, inRoot } from '../setup/paths.mjs';
import { pythonEnvironment } from '../setup/python-environment.mjs';

/** The benches' Python environment, in the cache folder: 2 GB that the lab itself does not need. */
export const benchVenv = path.join(cache, 'bench-venv');

/**
 * Makes the environment with Keras, TensorFlow and the rest of `requirements.txt` unless it is there.
 * @returns {Promise<string>} its Python
 */
export const benchPython = () =>
  pythonEnvironment({
    name: path.basename(benchVenv),
    requirements: inRoot('scripts/bench/requirements.txt'),
    notice: "Making the benches' Python environment (2 GB, once)",
    what: "Installing the benches' Python packages",
  });
