import type { SearchRun } from './record.js';
import { byMerit, type SearchResult } from './search.js';
import type { SearchSpace } from './space.js';

/** A row of the table of runs. */
export type SearchRow = Readonly<Record<string, string | number | boolean>>;

/** The runs as rows, best validation metric first; stopped and diverged runs last. For `showTable`. */
export function searchTable<S extends SearchSpace>(result: Pick<SearchResult<S>, 'runs' | 'goal'>): SearchRow[] {
  const sign = result.goal === 'minimize' ? 1 : -1;
  return [...result.runs].sort(byMerit(sign)).map(({ id, config, budget, value, seconds, stopped }) => ({
    run: id,
    ...(config as SearchRun['config']),
    budget,
    value,
    seconds,
    ...(result.runs.some((run) => run.stopped) ? { stopped } : {}),
  }));
}
