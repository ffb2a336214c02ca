/** The sites that the bench opens: the lab's, and one with JupyterLite's own kernels. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { jupyterEnvironment } from '../../jupyter/environment.mjs';
import { liteSite } from '../../lite/site.mjs';
import { command } from '../../setup/command.mjs';
import { cache, inRoot } from '../../setup/paths.mjs';
import { pythonEnvironment } from '../../setup/python-environment.mjs';

const writeJson = (/** @type {string} */ file, /** @type {unknown} */ value) => writeFileSync(file, JSON.stringify(value));
const lastLine = (/** @type {string} */ text) => text.trim().split('\n').at(-1) ?? '';

/** Our site, with one notebook. @param {string} folder */
export const ownSite = (folder) => liteSite({ out: folder, names: ['00-index'], say: () => {} });

/**
 * Pyodide from npm, with the wheels that its Jupyter kernel asks for, in the cache folder.
 * @param {string} python of the environment that has the kernel
 */
async function pyodide(python) {
  const code = 'from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION; print(PYODIDE_VERSION)';
  const version = lastLine(await command([python, '-c', code], { what: 'The Python kernel of JupyterLite' }));
  const kept = path.join(cache, `pyodide-${version}`);
  if (existsSync(kept)) return kept;
  const work = mkdtempSync(`${kept}-`);
  try {
    await command(['npm', 'pack', '--silent', `pyodide@${version}`], { what: 'Fetching Pyodide', cwd: work });
    await command(['tar', 'xzf', `pyodide-${version}.tgz`], { what: 'Unpacking Pyodide', cwd: work });
    const [files, wheels] = [path.join(work, 'package'), path.join(work, 'wheels')];
    await command([python, inRoot('scripts/bench/lite/pyodide.py'), files, wheels], { what: 'Fetching the wheels for Pyodide' });
    renameSync(work, kept);
  } catch (error) {
    rmSync(work, { recursive: true, force: true });
    throw error;
  }
  return kept;
}

/**
 * A site of JupyterLite with its own kernels and an empty notebook for each: `javascript.ipynb`, `python.ipynb`.
 * @param {string} work an empty folder
 * @returns {Promise<string>} the site's folder
 * @throws {import('../../command-error.mjs').CommandError} where a registry has not all of it
 */
export async function otherSite(work) {
  const python = await pythonEnvironment({
    name: 'jupyterlite-kernels',
    requirements: inRoot('scripts/bench/lite/requirements.txt'),
    notice: "Installing JupyterLite's own kernels (once)",
    what: "Installing JupyterLite's own kernels",
  });
  const kept = await pyodide(python);
  const [lite, notebooks, site] = ['lite', 'notebooks', 'site'].map((name) => path.join(work, name));
  for (const folder of [lite, notebooks]) mkdirSync(folder, { recursive: true });
  cpSync(path.join(kept, 'package'), path.join(lite, 'static/pyodide'), { recursive: true });
  cpSync(path.join(kept, 'wheels'), path.join(lite, 'pypi'), { recursive: true });
  for (const name of ['javascript', 'python']) {
    const metadata = { kernelspec: { name, display_name: name } };
    writeJson(path.join(notebooks, `${name}.ipynb`), { nbformat: 4, nbformat_minor: 5, metadata, cells: [] });
  }
  writeJson(path.join(lite, 'jupyter_lite_config.json'), { LiteBuildConfig: { apps: ['lab'], no_sourcemaps: true } });
  writeJson(path.join(lite, 'jupyter-lite.json'), {
    'jupyter-lite-schema-version': 0,
    'jupyter-config-data': {
      exposeAppInBrowser: true,
      litePluginSettings: { '@jupyterlite/pyodide-kernel-extension:kernel': { disablePyPIFallback: true } },
    },
  });
  const argv = ['-m', 'jupyterlite_core.app', 'build', '--lite-dir', lite, '--contents', notebooks, '--output-dir', site];
  await command([python, ...argv], { what: 'Building JupyterLite', cwd: lite, env: jupyterEnvironment() });
  return site;
}
