import { elementAt } from '../../core/data.js';
import { checkInteger, checkNumber, checkOneOf } from '../../core/index.js';
import { interruptSignal, showProgress } from '../../display/index.js';
import { medianRule } from './median-rule.js';
import { fileStore, memoryStore, type RunStore, type SearchRun } from './record.js';
import { checkSpace, gridConfigs, randomConfigs, type SearchConfig, type SearchSpace } from './space.js';

/** The second argument of a run, after its configuration. */
export interface Trial {
  /** Budget of the run: epochs, steps or examples, as you choose. */
  readonly budget: number;
  readonly seed: number;
  /** Reports the validation metric after each epoch (step from 1). If it returns true, stop the run: it is not promising. */
  report(step: number, value: number): boolean;
}

/** Takes the reports of a run; true means that the run should stop. */
type StopRule = (step: number, value: number) => boolean;

/** Trains with a configuration and gives the validation metric (NaN where it diverged). */
export type Evaluate<C> = (config: C, trial: Trial) => number | Promise<number>;

/** Options of a search. */
export interface SearchOptions<S extends SearchSpace> {
  /** The hyperparameters: for each a list of choices, or a range `{ min, max, scale, integer }`. */
  space: S;
  /** Trains with a configuration and gives the metric. */
  evaluate: Evaluate<SearchConfig<S>>;
  /** `'random'` (default), `'grid'`, or `'halving'`: many configurations with little budget, the best third with three times as much, … */
  method?: 'random' | 'grid' | 'halving';
  /** Configurations of random and halving, default 20. */
  trials?: number;
  /** Values tried of each range by grid, default 4. */
  points?: number;
  /** Budget of a run (of the last round of halving), default 1. */
  budget?: number;
  /** Halving keeps one of this many configurations in each round, default 3. */
  eta?: number;
  /** Budget of halving's first round, default `budget / eta²`. */
  firstBudget?: number;
  /** `'minimize'` (default): a lower metric is better; `'maximize'`: a higher one. */
  goal?: 'minimize' | 'maximize';
  /** Stops runs by the median rule: `{ grace: steps before it may stop }`. Default: none. */
  earlyStopping?: { grace?: number };
  /** Seed of the configurations. Default 1. */
  seed?: number;
  /** A file of JSON lines to which each run is added as it ends; with it an interrupted search continues where it stopped. Default: none. */
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
 * Searches hyperparameters within a budget: grid, random, or successive halving. Every run is recorded as it ends.
 *
 * @returns all runs and the best
 * @throws RangeError for a bad space, options, or a file of another search; what `evaluate` throws
 * @example
 * const result = await hyperparameterSearch({ space: { learningRate: { min: 1e-4, max: 1, scale: 'log' } }, trials: 9, method: 'halving',
 * budget: 9,
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
  const better = byMerit(goal === 'minimize' ? 1 : -1);
  const configs = method === 'grid' ? gridConfigs(space, options) : randomConfigs(space, { count: elementAt(rounds, 0).configs, seed });
  const about = { space, method, goal, seed, rounds, earlyStopping: options.earlyStopping ?? null };
  const trials = new Trials<SearchConfig<S>>(evaluate, seed, options.file ? fileStore(options.file, about) : memoryStore());
  const total = rounds.reduce((sum, round) => sum + round.configs * round.budget, 0);
  const bar = (options.progress ?? true) ? showProgress(total, { label: `Search (${method})`, unit: 'of budget' }) : undefined;

  const runs: SearchRun<SearchConfig<S>>[] = [];
  let alive = configs.map((config, id) => ({ config, id }));
  let best: SearchRun<SearchConfig<S>> | undefined;
  for (const { budget, configs: count } of rounds) {
    const rule = options.earlyStopping ? medianRule(goal === 'minimize' ? 1 : -1, options.earlyStopping.grace) : undefined;
    const round: SearchRun<SearchConfig<S>>[] = [];
    for (const { config, id } of alive.slice(0, count)) {
      round.push(await trials.run({ id, config, budget }, rule?.begin()));
      best = round.reduce((a, b) => (better(b, a) < 0 ? b : a));
      bar?.update(trials.spent, `best ${Number(best.value.toPrecision(4))}`);
    }
    runs.push(...round);
    alive = round.sort(better).map(({ config, id }) => ({ config, id }));
  }
  bar?.end();
  return { runs, best: best!, goal }; // every plan has at least one round with one run
}

/** Makes the runs of a search; runs that its file already holds are read from there. */
class Trials<C> {
  readonly #evaluate: Evaluate<C>;
  readonly #seed: number;
  readonly #store: RunStore;
  readonly #before: ReadonlyMap<string, SearchRun<C>>;
  /** Budget of all runs so far. */
  spent = 0;

  constructor(evaluate: Evaluate<C>, seed: number, store: RunStore) {
    this.#evaluate = evaluate;
    this.#seed = seed;
    this.#store = store;
    this.#before = new Map(store.done.map((run) => [`${run.id} ${run.budget}`, run as SearchRun<C>]));
  }

  async run(about: { id: number; config: C; budget: number }, stop: StopRule | undefined): Promise<SearchRun<C>> {
    const { id, budget } = about;
    this.spent += budget;
    const known = this.#before.get(`${id} ${budget}`);
    for (const [step, value] of known?.curve ?? []) stop?.(step, value ?? Number.NaN);
    if (known) return known;
    interruptSignal()?.throwIfAborted();
    const made = await runOne(this.#evaluate, { ...about, seed: this.#seed + id }, stop);
    this.#store.add(made as SearchRun);
    return made;
  }
}

async function runOne<C>(
  evaluate: Evaluate<C>,
  { seed, ...run }: { id: number; config: C; budget: number; seed: number },
  stop: StopRule | undefined,
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
