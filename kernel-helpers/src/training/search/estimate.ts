import { checkNumber } from '../../core/index.js';
import { type SearchOptions, searchPlan } from './search.js';
import { randomConfigs, type SearchConfig, type SearchSpace } from './space.js';

/** What a search will cost. */
export interface SearchEstimate {
  /** Runs in all rounds. */
  readonly runs: number;
  /** Their budgets together. */
  readonly budget: number;
  /** Expected seconds, if every run costs as much a unit of budget as the one that was tried. */
  readonly seconds: number;
}

/**
 * Time estimate before a search starts: makes one random run of a small budget twice (the first warms up) and multiplies.
 * Widths and batch sizes change a run's cost, so take it for the order of magnitude.
 *
 * @param options as for `search`; `tryBudget`: budget of the tried run, default the smallest of the plan
 * @throws RangeError
 */
export async function estimateSearch<S extends SearchSpace>(options: SearchOptions<S> & { tryBudget?: number }): Promise<SearchEstimate> {
  const plan = searchPlan(options);
  const budget = checkNumber('tryBudget', options.tryBudget ?? Math.min(...plan.map((round) => round.budget)), { above: 0 });
  const config = randomConfigs(options.space, { count: 1, seed: options.seed ?? 1 })[0] as SearchConfig<S>;
  let seconds = 0;
  for (let attempt = 0; attempt < 2; attempt++) {
    const begin = performance.now();
    await options.evaluate(config, { budget, seed: options.seed ?? 1, report: () => false });
    seconds = (performance.now() - begin) / 1000;
  }
  const total = plan.reduce((sum, round) => sum + round.configs * round.budget, 0);
  return {
    runs: plan.reduce((sum, round) => sum + round.configs, 0),
    budget: total,
    seconds: (seconds / budget) * total,
  };
}
