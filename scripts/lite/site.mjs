/** Makes the folder of static files in which the lab runs: JupyterLite, the kernel, the notebooks. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lectureFile, lectureNames } from '../export/execute.mjs';
import { studentCopy } from '../export/notes.mjs';
import { replaceSite } from '../export/replace-site.mjs';
import { jupyterEnvironment } from '../jupyter/environment.mjs';
import { command } from '../setup/command.mjs';
import { inRoot } from '../setup/paths.mjs';
import { pythonEnvironment } from '../setup/python-environment.mjs';
import { releasedAssignments } from './assignments.mjs';
import { makeExtension } from './extension.mjs';
import { makeOffline } from './offline.mjs';

const writeJson = (/** @type {string} */ file, /** @type {unknown} */ value) => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

/** Where the site is made if nothing else is said. */
export const liteFolder = inRoot('.lab', 'lite');

/** What JupyterLite is told: the pages that are made, and where the kernel's extension lies. */
function configure(/** @type {string} */ work) {
  const [lite, extensions] = [path.join(work, 'lite'), path.join(work, 'extensions')];
  writeJson(path.join(lite, 'jupyter_lite_config.json'), {
    LiteBuildConfig: { apps: ['lab'], no_sourcemaps: true, no_unused_shared_packages: true, cache_dir: path.join(work, 'cache') },
    FederatedExtensionAddon: { extra_labextensions_path: [extensions] },
  });
  writeJson(path.join(lite, 'jupyter-lite.json'), {
    'jupyter-lite-schema-version': 0,
    'jupyter-config-data': {
      appName: 'Lecture lab',
      defaultKernelName: 'tslab',
      exposeAppInBrowser: true,
      // The lecture's version of a notebook comes from `npm start`.
      disabledExtensions: ['lecture-lab:reset'],
    },
  });
  const settings = JSON.parse(readFileSync(inRoot('scripts/jupyter/overrides.json'), 'utf8'));
  const button = (/** @type {string} */ name, /** @type {number} */ rank) => ({ name, command: `lecture-lab:${name}`, rank });
  const toolbar = ['download', 'upload', 'share', 'kept'].map((name, i) => button(name, 60 + i));
  writeJson(path.join(lite, 'overrides.json'), {
    ...settings,
    '@jupyterlab/notebook-extension:panel': { toolbar },
    // The page saves by itself, sooner: kernel-helpers/browser/page/kept-documents.ts. Where Save is chosen meanwhile, the drive is newer than
    // JupyterLab knows; only another tab, which changed the file ten seconds (in ms) after the last saving here, is a reason to ask.
    '@jupyterlab/docmanager-extension:plugin': { autosave: false, lastModifiedCheckMargin: 10_000 },
  });
  return { lite, extensions };
}

/**
 * @param {{ out?: string, names?: string[], photographs?: boolean, assignments?: boolean, say?: (text: string) => void }} options `names` of
 *   lecture notebooks, default all; `photographs`: with the 90 MB that notebooks 11 to 13 need to work on photographs; `assignments`: with the
 *   students' versions of the course's assignments
 * @returns {Promise<string>} the folder; an old one is replaced when the new one is whole
 */
export async function liteSite({
  out = liteFolder,
  names = lectureNames(),
  photographs = false,
  assignments = false,
  say = console.log,
} = {}) {
  const python = await pythonEnvironment({
    name: 'jupyterlite',
    requirements: inRoot('scripts/lite/requirements.txt'),
    notice: 'Installing JupyterLite (once)',
    what: 'Installing JupyterLite',
  });
  mkdirSync(path.dirname(out), { recursive: true });
  const work = mkdtempSync(path.join(path.dirname(out), '.lite-'));
  try {
    for (const folder of ['lite', 'extensions', 'notebooks']) mkdirSync(path.join(work, folder));
    const { lite, extensions } = configure(work);
    for (const name of names) {
      const { file, name: whole } = lectureFile(name);
      writeFileSync(path.join(work, 'notebooks', `${whole}.ipynb`), studentCopy(file));
    }
    if (assignments) {
      say('assignments, as students get them');
      await releasedAssignments(path.join(work, 'notebooks', 'assignments'));
    }
    await makeExtension(extensions, { photographs, say });
    // Help while typing and the panel "Session", as JupyterLab has them.
    cpSync(inRoot('kernel-helpers/dist/lab-extension'), path.join(extensions, 'lecture-lab'), { recursive: true });
    say('JupyterLite');
    const made = path.join(work, 'site');
    const argv = [
      '-m',
      'jupyterlite_core.app',
      'build',
      '--lite-dir',
      lite,
      '--contents',
      path.join(work, 'notebooks'),
      '--output-dir',
      made,
    ];
    await command([python, ...argv], { what: 'Building JupyterLite', cwd: lite, env: jupyterEnvironment() });
    const kept = makeOffline(made);
    say(`${kept} files are kept for work without a network`);
    replaceSite(made, out);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return out;
}
