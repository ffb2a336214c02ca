/** Additional Python environments in the cache folder, for packages that only the benches or a cluster need. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { command } from './command.mjs';
import { cache } from './paths.mjs';
import { checkVenvModule, findPython } from './prerequisites.mjs';
import { pipProgress } from './python.mjs';
import { fingerprint } from './step.mjs';

/**
 * Makes an environment from a requirements file unless it exists.
 * @param {{ name: string, requirements: string, notice: string, what: string }} options `name` of its folder; `notice` is shown before it
 *   is made, `what` stands before an error
 * @returns {Promise<string>} its Python
 * @throws {import('../command-error.mjs').CommandError} where it cannot be made
 */
export async function pythonEnvironment({ name, requirements, notice, what }) {
  const { program, version } = findPython();
  const folder = path.join(cache, name);
  const print = fingerprint({ file: requirements }, version);
  const stamp = path.join(folder, 'made-from');
  const python = path.join(folder, 'bin', 'python');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return python;
  console.log(`${notice} in ${folder}`);
  if (!existsSync(python)) {
    checkVenvModule(program);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(cache, { recursive: true });
    await command([program, '-m', 'venv', folder], { what: 'Making the Python environment' });
  }
  await command([python, '-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '-r', requirements], {
    say: sayNowAndThen(),
    what,
    progress: pipProgress(),
  });
  writeFileSync(stamp, print);
  return python;
}

function sayNowAndThen() {
  let last = -Infinity;
  return (/** @type {string} */ text) => {
    if (performance.now() - last < 5000) return;
    last = performance.now();
    console.log(`  ${text}`);
  };
}
