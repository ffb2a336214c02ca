import { checkNumber, checkOneOf, formatValue } from '../core/index.js';
import type { Landscape } from './landscapes/landscape.js';
import { type Descent, lastLoss, minimize } from './minimize.js';
import { optimizer } from './registry.js';
import { tuneRate, withRate } from './tune-rate.js';
import type { Optimizer, OptimizerName } from './types.js';

/** One optimizer's run in a race. */
export interface Lane extends Descent {
  readonly label: string;
  readonly optimizer: Optimizer;
  /** The learning rate it ran with; NaN for a schedule. */
  readonly rate: number;
  /** The last loss; ∞ where it diverged. */
  readonly finalLoss: number;
}

export interface RaceOptions {
  /** Default: the landscape's own start. */
  start?: readonly number[];
  /** Steps of each. Default 100. */
  steps?: number;
  /** `'own'` (default) keeps the rate of each, `'tuned'` gives each its best rate, a number gives all the same rate. */
  rates?: 'own' | 'tuned' | number;
  /** Record the states. Default false. */
  states?: boolean;
}

/**
 * Several optimizers on one landscape from the same start.
 *
 * @param field names (Keras's defaults) or optimizers by label, such as `{ 'Adam, β₁ = 0': optimizer('Adam', { beta1: 0 }) }`
 * @returns one lane for each in the order given; a lane that diverged has `diverged` and keeps its points up to that step
 * @throws RangeError for an empty field or an unknown name
 * @example race(landscapes.beale, ['SGD', 'Momentum', 'Adam'], { steps: 200, rates: 'tuned' })
 */
export function race(
  landscape: Landscape,
  field: readonly OptimizerName[] | Readonly<Record<string, Optimizer>>,
  options: RaceOptions = {},
): Lane[] {
  const { start = landscape.start, steps = 100, rates = 'own', states = false } = options;
  if (typeof field !== 'object' || field === null)
    throw new TypeError(`field must be names or optimizers by label, got ${formatValue(field)}`);
  const entries: [string, Optimizer][] = Array.isArray(field)
    ? field.map((name: OptimizerName) => [name, optimizer(name)])
    : Object.entries(field);
  if (entries.length === 0) throw new RangeError('field must have at least one optimizer, got none');
  if (typeof rates === 'number') checkNumber('rates', rates, { min: 0 });
  else checkOneOf('rates', rates, ['own', 'tuned']);
  return entries.map(([label, method]) => {
    const runner =
      rates === 'own' ? method : withRate(method, rates === 'tuned' ? tuneRate(landscape, method, { start, steps }).best : rates);
    const run = minimize(landscape, runner, { start, steps, states });
    const { learningRate } = runner.config;
    return {
      label,
      optimizer: runner,
      rate: typeof learningRate === 'number' ? learningRate : Number.NaN,
      finalLoss: lastLoss(run),
      ...run,
    };
  });
}
