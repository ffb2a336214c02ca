/** Where a notebook's training runs are kept. */
import path from 'node:path';
import { isLab, projectOf } from '../../shared/project.js';

export interface RunsPlace {
  /** Nothing is written outside this folder. */
  readonly root: string;
  /** One file a session. */
  readonly folder: string;
}

/**
 * In the lab `.lab/runs` of the project, elsewhere `.lab/runs` beside the notebook.
 * @param notebook what Jupyter's server says in `JPY_SESSION_NAME`. It is missing where a program runs the notebook: graders, exports and
 *   tests keep no runs.
 */
export function runsPlace(cwd: string, notebook = process.env.JPY_SESSION_NAME): RunsPlace | undefined {
  const name = notebook && path.basename(notebook);
  if (!name || !/[^.].*\.ipynb$/.test(name)) return undefined;
  const project = projectOf(cwd);
  const below = path.relative(project, cwd);
  const inside = isLab(project) && !path.isAbsolute(below) && !/^\.\.(?:[\\/]|$)/.test(below);
  const root = inside ? project : cwd;
  // The working copy of a notebook has the place of the notebook.
  const part = inside ? below.replace(/^\.lab[\\/]work(?:[\\/]|$)/, '') : '';
  return { root, folder: path.join(root, '.lab/runs', part, name.replace(/\.ipynb$/, '')) };
}
