import { checkInteger, checkNumber } from '../core/index.js';
import type { Problem } from './landscapes/landscape.js';
import { lastLoss, minimize } from './minimize.js';
import { optimizer } from './registry.js';
import type { Optimizer, OptimizerConfig, OptimizerName } from './types.js';

/** Rates from `from` to `to`, equally spaced on a log scale, `perDecade` to each power of ten. */
export function rateGrid(from: number, to: number, perDecade = 4): number[] {
  checkNumber('from', from, { above: 0 });
  checkNumber('to', to, { above: from });
  checkInteger('perDecade', perDecade, { min: 1 });
  const count = Math.round(Math.log10(to / from) * perDecade);
  return Array.from({ length: count + 1 }, (_, k) => Number((from * (to / from) ** (k / count)).toPrecision(12)));
}

/** The results of an optimizer over a range of learning rates. */
export interface RateSweep {
  readonly name: OptimizerName;
  readonly rates: readonly number[];
  /** The last loss at each rate; ∞ where the run diverged. */
  readonly losses: readonly number[];
  /** The rate with the lowest last loss. */
  readonly best: number;
  readonly bestLoss: number;
}

export interface TuneOptions {
  start: readonly number[];
  steps: number;
  /** Rates to try. Default: 1e-4 to 10, four to a decade. */
  rates?: readonly number[];
}

/** The same optimizer at another learning rate. */
export function withRate<N extends OptimizerName>(method: Optimizer<N>, learningRate: number): Optimizer<N> {
  return optimizer(method.name, { ...method.config, learningRate } as OptimizerConfig<N>);
}

/**
 * Tries an optimizer at many learning rates: each optimizer needs its own rate for a fair comparison.
 * @param method an optimizer, or its name for Keras's defaults; its own rate is not used
 * @returns the last loss at each rate and the best rate; the smallest rate if several give the same loss
 * @throws RangeError for a rate that is not above 0, or when every rate diverges
 */
export function tuneRate(problem: Problem, method: Optimizer | OptimizerName, options: TuneOptions): RateSweep {
  const base = typeof method === 'string' ? optimizer(method) : method;
  const { start, steps, rates = rateGrid(1e-4, 10) } = options;
  const losses = rates.map((rate, i) => {
    checkNumber(`rates[${i}]`, rate, { above: 0 });
    return lastLoss(minimize(problem, withRate(base, rate), { start, steps }));
  });
  const bestLoss = Math.min(...losses);
  const best = rates[losses.indexOf(bestLoss)];
  if (best === undefined || !Number.isFinite(bestLoss)) {
    throw new RangeError(`${base.name} diverges at every rate from ${rates[0]} to ${rates.at(-1)}: try smaller ones`);
  }
  return { name: base.name, rates, losses, best, bestLoss };
}
