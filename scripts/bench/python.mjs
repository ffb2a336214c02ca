import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { command } from '../setup/command.mjs';
import { cache, inRoot } from '../setup/paths.mjs';
import { checkVenvModule, findPython } from '../setup/prerequisites.mjs';
import { pipProgress } from '../setup/python.mjs';
import { fingerprint } from '../setup/step.mjs';

/** The benches' Python environment, in the cache folder: 2 GB that the lab itself does not need. */
export const benchVenv = path.join(cache, 'bench-venv');

/**
 * Makes the environment with Keras, TensorFlow and the rest of `requirements.txt` unless it is there.
 * @returns {Promise<string>} its Python
 * @throws {SetupError} one sentence, where it cannot be made
 */
export async function benchPython() {
  const { program, version } = findPython();
  const requirements = inRoot('scripts/bench/requirements.txt');
  const print = fingerprint({ file: requirements }, version);
  const stamp = path.join(benchVenv, 'made-from');
  const python = path.join(benchVenv, 'bin', 'python');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return python;
  console.log(`Making the benches' Python environment in ${benchVenv} (2 GB, once).`);
  const say = sayNowAndThen();
  if (!existsSync(python)) {
    checkVenvModule(program);
    rmSync(benchVenv, { recursive: true, force: true });
    mkdirSync(cache, { recursive: true });
    await command([program, '-m', 'venv', benchVenv], { what: 'Making the Python environment' });
  }
  await command([python, '-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '-r', requirements], {
    say,
    what: "Installing the benches' Python packages",
    progress: pipProgress(),
  });
  writeFileSync(stamp, print);
  return python;
}

function sayNowAndThen() {
  let last = -Infinity;
  return (text) => {
    if (performance.now() - last < 5000) return;
    last = performance.now();
    console.log(`  ${text}`);
  };
}
