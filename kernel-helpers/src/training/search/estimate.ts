import { checkNumber } from '../../core/index.js';
import { type SearchOptions, searchPlan } from './search.js';
import { randomConfigs, type SearchConfig, type SearchSpace } from './space.js';

/** The estimated cost of a search. */
export interface SearchEstimate {
  /** Runs in all rounds. */
  readonly runs: number;
  /** Sum of their budgets. */
  readonly budget: number;
  /** Expected seconds, if a unit of budget takes the same time in every run as in the tried one. */
  readonly seconds: number;
}

/**
 * Time estimate before a search starts: makes one random run with a small budget twice (the first one is the warm-up) and
 * multiplies its time. Widths and batch sizes change a run's cost, so the estimate gives the order of magnitude only.
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
