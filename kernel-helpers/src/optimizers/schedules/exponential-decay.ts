import { checkNumber } from '../../core/index.js';
import { checkRate } from './rate.js';
import type { Schedule } from './schedule.js';

/**
 * Exponential decay: α(t) = α₀ · r^(t/T), in stairs of T steps with `staircase`. Keras's ExponentialDecay.
 * @param options.initialLearningRate α₀, 0 or more
 * @param options.decaySteps T, above 0
 * @param options.decayRate r, above 0
 * @param options.staircase whole powers of r only, default false
 * @throws RangeError
 */
export function exponentialDecay(options: {
  initialLearningRate: number;
  decaySteps: number;
  decayRate: number;
  staircase?: boolean;
}): Schedule {
  const { initialLearningRate, decaySteps, decayRate, staircase = false } = options;
  checkRate('initialLearningRate', initialLearningRate);
  checkNumber('decaySteps', decaySteps, { above: 0 });
  checkNumber('decayRate', decayRate, { above: 0 });
  return {
    kind: 'exponentialDecay',
    config: { initialLearningRate, decaySteps, decayRate, staircase },
    at(step) {
      const p = step / decaySteps;
      return initialLearningRate * decayRate ** (staircase ? Math.floor(p) : p);
    },
  };
}
