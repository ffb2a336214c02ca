import { checkInteger, checkNumber, checkOneOf } from '../../core/index.js';
import { interruptSignal, showProgress } from '../../display/index.js';
import { medianRule } from './median-rule.js';
import { fileStore, memoryStore, type SearchRun } from './record.js';
import { checkSpace, gridConfigs, randomConfigs, type SearchConfig, type SearchSpace } from './space.js';

/** What a run is told beside its configuration. */
export interface Trial {
  /** How much it may spend: epochs, steps or examples, as you choose. */
  readonly budget: number;
  readonly seed: number;
  /** Tell the validation metric after each epoch (step from 1); true means: stop, this run is not worth going on. */
  report(step: number, value: number): boolean;
}

/** Trains with a configuration and gives the validation metric (NaN where it diverged). */
export type Evaluate<C> = (config: C, trial: Trial) => number | Promise<number>;

/** What to search, and how. */
export interface SearchOptions<S extends SearchSpace> {
  space: S;
  evaluate: Evaluate<SearchConfig<S>>;
  /** `'random'` (default), `'grid'`, or `'halving'`: many configurations with little budget, the best third with three times as much, … */
  method?: 'random' | 'grid' | 'halving';
  /** Configurations of random and halving, default 20. */
  trials?: number;
  /** Values tried of each range by grid, default 4. */
  points?: number;
  /** Budget of a run (of the last round of halving), default 1. */
  budget?: number;
  /** Halving keeps one of so many each round, default 3. */
  eta?: number;
  /** Budget of halving's first round, default `budget / eta²`. */
  firstBudget?: number;
  /** Is less (default) or more of the metric better? */
  goal?: 'minimize' | 'maximize';
  /** Use the median rule on what runs report: `{ grace: steps before it may stop }`. Default: none. */
  earlyStopping?: { grace?: number };
  seed?: number;
  /** A file of JSON lines to which each run is added as it ends; with it an interrupted search goes on where it stopped. */
  file?: string;
  /** Show a progress bar with the time left (default true). */
  progress?: boolean;
}

/** A finished search. */
export interface SearchResult<S extends SearchSpace> {
  /** All runs, in the order they ended. */
  readonly runs: readonly SearchRun<SearchConfig<S>>[];
  /** The best run among those with the largest budget that were not stopped. */
  readonly best: SearchRun<SearchConfig<S>>;
  readonly goal: 'minimize' | 'maximize';
}

/** The rounds of a search: how many configurations run with which budget. */
export function searchPlan<S extends SearchSpace>(options: Omit<SearchOptions<S>, 'evaluate'>): { configs: number; budget: number }[] {
  const method = checkOneOf('method', options.method ?? 'random', ['random', 'grid', 'halving']);
  const budget = checkNumber('budget', options.budget ?? 1, { above: 0 });
  if (method === 'grid') return [{ configs: gridConfigs(options.space, options).length, budget }];
  const trials = checkInteger('trials', options.trials ?? 20, { min: 1 });
  checkSpace(options.space);
  if (method === 'random') return [{ configs: trials, budget }];
  const eta = checkNumber('eta', options.eta ?? 3, { above: 1 });
  const first = checkNumber('firstBudget', options.firstBudget ?? budget / eta ** 2, { above: 0, max: budget });
  const rounds: { configs: number; budget: number }[] = [];
  for (let configs = trials, spend = first; ; configs = Math.max(1, Math.floor(configs / eta)), spend *= eta) {
    const last = configs === 1 || spend * (1 + 1e-9) >= budget;
    rounds.push({ configs, budget: last ? budget : Number(spend.toPrecision(12)) });
    if (last) return rounds;
  }
}

/**
 * Searches hyperparameters under a budget: grid, random, or successive halving. Every run is recorded as it ends.
 *
 * @returns all runs and the best
 * @throws RangeError for a bad space, options, or a file of another search; what `evaluate` throws
 * @example
 * const result = await hyperparameterSearch({ space: { learningRate: { min: 1e-4, max: 1, scale: 'log' } }, trials: 9, method: 'halving', budget: 9,
 *   evaluate: (config, { budget }) => trainAndValidate(config, budget) });
 * showTable(searchTable(result));
 * Source: Bergstra and Bengio 2012 (random); Jamieson and Talwalkar 2016 (successive halving).
 */
export async function hyperparameterSearch<S extends SearchSpace>(options: SearchOptions<S>): Promise<SearchResult<S>> {
  const { space, evaluate } = options;
  const method = options.method ?? 'random';
  const goal = checkOneOf('goal', options.goal ?? 'minimize', ['minimize', 'maximize']);
  const seed = checkInteger('seed', options.seed ?? 1, { min: 0 });
  const rounds = searchPlan(options);
  const sign = goal === 'minimize' ? 1 : -1;
  const configs = method === 'grid' ? gridConfigs(space, options) : randomConfigs(space, { count: rounds[0]!.configs, seed });
  const about = { space, method, goal, seed, rounds, earlyStopping: options.earlyStopping ?? null };
  const store = options.file ? fileStore(options.file, about) : memoryStore();
  const before = new Map(store.done.map((run) => [`${run.id} ${run.budget}`, run as SearchRun<SearchConfig<S>>]));
  const total = rounds.reduce((sum, round) => sum + round.configs * round.budget, 0);
  const bar = (options.progress ?? true) ? showProgress(total, { label: `Search (${method})`, unit: 'of budget' }) : undefined;

  const runs: SearchRun<SearchConfig<S>>[] = [];
  let alive = configs.map((config, id) => ({ config, id }));
  let spent = 0;
  let best: SearchRun<SearchConfig<S>> | undefined;
  for (const { budget, configs: count } of rounds) {
    alive = alive.slice(0, count);
    const rule = options.earlyStopping ? medianRule(sign, options.earlyStopping.grace) : undefined;
    const round: SearchRun<SearchConfig<S>>[] = [];
    for (const { config, id } of alive) {
      const known = before.get(`${id} ${budget}`);
      const stop = rule?.begin();
      for (const [step, value] of known?.curve ?? []) stop?.(step, value ?? Number.NaN);
      if (!known) interruptSignal()?.throwIfAborted();
      const run = known ?? (await runOne(evaluate, { id, config, budget, seed: seed + id }, stop));
      if (!known) store.add(run as SearchRun);
      round.push(run);
      spent += budget;
      best = round.reduce((a, b) => (byMerit(sign)(b, a) < 0 ? b : a));
      bar?.update(spent, `best ${Number(best.value.toPrecision(4))}`);
    }
    runs.push(...round);
    alive = [...round].sort(byMerit(sign)).map(({ config, id }) => ({ config, id }));
  }
  bar?.end();
  return { runs, best: best!, goal };
}

async function runOne<C>(
  evaluate: Evaluate<C>,
  { seed, ...run }: { id: number; config: C; budget: number; seed: number },
  stop: ((step: number, value: number) => boolean) | undefined,
): Promise<SearchRun<C>> {
  let stopped = false;
  const curve: [number, number][] = [];
  const begin = performance.now();
  const report = (step: number, value: number) => {
    curve.push([step, value]);
    stopped = (stop?.(step, value) ?? false) || stopped;
    return stopped;
  };
  const value = await evaluate(run.config, { budget: run.budget, seed, report });
  const seconds = Number(((performance.now() - begin) / 1000).toFixed(3));
  return { ...run, value: Number(value), seconds, stopped, ...(curve.length > 0 ? { curve } : {}) };
}

/** Orders runs: best first, then those stopped early, then the diverged. @param sign 1 where less is better, −1 where more is */
export function byMerit(sign: 1 | -1): (a: SearchRun<unknown>, b: SearchRun<unknown>) => number {
  const group = (run: SearchRun<unknown>) => (Number.isFinite(run.value) ? (run.stopped ? 1 : 0) : 2);
  return (a, b) => group(a) - group(b) || (group(a) === 2 ? 0 : sign * (a.value - b.value));
}
