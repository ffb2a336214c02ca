/** Jupyter's environment: the files that Jupyter itself writes stay in the project. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../setup/paths.mjs';

/** `process.env` with Jupyter's configuration, data and runtime folders below `.lab/jupyter`. */
export function jupyterEnvironment() {
  const home = inRoot('.lab', 'jupyter');
  const folders = {
    JUPYTER_CONFIG_DIR: path.join(home, 'config'),
    JUPYTER_DATA_DIR: path.join(home, 'data'),
    JUPYTER_RUNTIME_DIR: path.join(home, 'runtime'),
    IPYTHONDIR: path.join(home, 'ipython'),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  return { ...process.env, ...folders, JUPYTER_PLATFORM_DIRS: '1', PATH: `${inRoot('.venv', 'bin')}${path.delimiter}${process.env.PATH}` };
}

/**
 * What JupyterLab also needs for nbgrader's Validate and Formgrader: our settings for TypeScript, and the course that Formgrader shows.
 * @param {string} course an nbgrader course folder
 */
export const courseEnvironment = (course) => ({
  JUPYTER_CONFIG_PATH: [inRoot('scripts/grade'), process.env.JUPYTER_CONFIG_PATH].filter(Boolean).join(path.delimiter),
  LECTURE_LAB_COURSE: course,
  LECTURE_LAB_NODE: process.execPath,
});

/**
 * JupyterLab's arguments for this project.
 * @param {string} [work] a working copy: its lecture's versions, which *Reset to the Lecture's Version* reads, are served as static files
 */
export const labArguments = (work) => [
  `--config=${inRoot('scripts/jupyter/jupyter_server_config.py')}`,
  ...(work === undefined ? [] : [`--ServerApp.extra_static_paths=${path.join(work, '.base')}`]),
];
