import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { command } from './command.mjs';
import { inRoot, inVenv } from './paths.mjs';
import { checkVenvModule, findPython } from './prerequisites.mjs';
import { fingerprint } from './step.mjs';

/** The Python environment `.venv` with JupyterLab and nbgrader, from pinned requirements. */
export function python() {
  const { program, version } = findPython();
  const requirements = inRoot('scripts/requirements.txt');
  // JupyterLab's defaults for this project: widgets keep their picture in the saved notebook, and no news is loaded from the network.
  const overrides = inRoot('scripts/jupyter/overrides.json');
  const overridesTarget = inRoot('.venv/share/jupyter/lab/settings/overrides.json');
  // Patch: jupyterlab-yarn
  // JupyterLab runs its own CommonJS program with Node. Node would load it as a module, because it is below this project's package.json.
  const commonJs = inRoot('.venv/package.json');
  return {
    name: 'python',
    title: 'JupyterLab (Python environment)',
    print: fingerprint({ file: requirements }, { file: overrides }, version),
    makes: [inVenv('python'), inVenv('jupyter-lab'), inVenv('nbgrader'), overridesTarget, commonJs],
    async run(/** @type {(text: string) => void} */ say) {
      const works = existsSync(inVenv('python')) && existsSync(inVenv('pip'));
      if (!works) {
        checkVenvModule(program);
        rmSync(inRoot('.venv'), { recursive: true, force: true });
        say('making .venv');
        await command([program, '-m', 'venv', inRoot('.venv')], { what: 'Making the Python environment' });
      }
      const install = (/** @type {string[]} */ ...argv) =>
        command([inVenv('python'), '-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', ...argv], {
          say,
          what: 'Installing JupyterLab',
          progress: pipProgress(),
        });
      // First the list's own pip: the one that comes with Python 3.11 takes 12 s of processor time more.
      const [pip = 'pip'] = /^pip==\S+/m.exec(readFileSync(requirements, 'utf8')) ?? [];
      await install('--no-compile', pip);
      await install('-r', requirements);
      mkdirSync(path.dirname(overridesTarget), { recursive: true });
      copyFileSync(overrides, overridesTarget);
      writeFileSync(commonJs, '{ "type": "commonjs" }\n');
    },
  };
}

/** Turns pip's lines into a count of the packages found, then the line of the installation. */
export function pipProgress() {
  let n = 0;
  return (/** @type {string} */ line) => {
    if (/^Collecting |^Requirement already/.test(line)) return `${++n} packages found`;
    if (/^Installing collected/.test(line)) return `installing ${n} packages`;
    const size = /^Downloading (?:\S*\/)?([\w.]+?)-\d\S* \(([^)]+)\)/.exec(line);
    return size ? `downloading ${size[1]} (${size[2]})` : undefined;
  };
}
